"""Domains where anybody can have a mailbox: an address there says nothing of an organisation."""

_PUBLIC_MAIL_DOMAINS_TEXT = """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com outlook.de outlook.fr hotmail.co.uk hotmail.fr
    hotmail.de hotmail.it hotmail.es live.cn outlook.jp yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.co.jp
    yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.com.br yahoo.com.cn yahoo.com.hk yahoo.com.tw yahoo.co.in aol.com
    icloud.com me.com mac.com proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com fastmail.fm hey.com
    zoho.com mail.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de freenet.de t-online.de posteo.de mailbox.org
    arcor.de qq.com foxmail.com vip.qq.com 163.com 126.com yeah.net vip.163.com 188.com sina.com sina.cn
    vip.sina.com sohu.com 139.com 189.cn wo.cn aliyun.com 21cn.com tom.com 263.net hinet.net pchome.com.tw
    seed.net.tw naver.com hanmail.net daum.net nate.com kakao.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp
    i.softbank.jp nifty.com biglobe.ne.jp yandex.ru yandex.com ya.ru mail.ru bk.ru list.ru inbox.ru rambler.ru
    ukr.net i.ua meta.ua wp.pl o2.pl onet.pl interia.pl op.pl seznam.cz email.cz centrum.cz azet.sk libero.it
    virgilio.it tiscali.it alice.it tin.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr
    terra.com.br uol.com.br bol.com.br ig.com.br telefonica.net ziggo.nl kpnmail.nl xs4all.nl planet.nl home.nl
    telenet.be skynet.be proximus.be bluewin.ch telia.com comhem.se online.no broadpark.no jubii.dk mail.dk sapo.pt
    abv.bg mail.bg rediffmail.com btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net
    rogers.com shaw.ca sympatico.ca bigpond.com optusnet.com.au xtra.co.nz walla.co.il freemail.hu citromail.hu
"""
PUBLIC_MAIL_DOMAINS: frozenset[str] = frozenset(_PUBLIC_MAIL_DOMAINS_TEXT.split())
