"""The words by which a language written in Latin or Cyrillic letters is told: function words and words of a desk.

A new language is one row. A word that several languages share counts less for each of them.
"""

LATIN: dict[str, str] = {
    "en": (
        "last month moved two three find twice "
        "news badge door anybody nobody week monday computer colleague cancel appointment therefore so call back "
        "tomorrow yet already "
        "pro arrive arrives works here nothing everything again after all was "
        "help anyone someone something "
        "the and to of is in it you that was for on are with as have be this not but at from they we can which "
        "their has been would there what about if when will your how who could do does did my me i'm it's don't "
        "can't doesn't isn't please help hello hi dear thanks thank regards printer broken error issue problem "
        "works working work again still since password account need cannot unable after get getting login invoice "
        "order when any an why yes our just won't i've didn't us were should screen message install update down "
        "slow stopped today yesterday am fails failed sent here best received see attached let know now down out "
        "same new old open closed file files"
    ),
    "de": (
        "zwei drei wurden worden letzten letzte monat finde finden zogen "
        "ausweis tür öffnet öffnen jemand woche montag bildschirm rechner kollege kollegin könnten könnte absagen "
        "termin gruß anhang deshalb also sofort zurückrufen morgen nochmal weiterhin "
        "wann kommt kommen neue neuer neues passwort doch geschlossen schließen hier dort "
        "mehr etwas ganz beim ins zur alles nichts niemand "
        "hilfe helfen melde meldung fehlermeldung "
        "der die und das ist nicht ein eine zu den mit sich auf für von dem es ich sie wir ihr haben hat sind "
        "wird werden kann können bitte danke hallo sehr geehrte geehrter damen herren auch noch nach bei oder wie "
        "wenn aber mein meine unser unsere ihre ihnen mir uns drucker fehler passwort kennwort rechnung seit "
        "heute gestern funktioniert geht kein keine nur schon immer wieder über durch im am um zum zur vom dass "
        "guten tag grüße freundlichen vielen dank war habe bin wurde einen einem einer als aus gibt doch mal "
        "jetzt liebe lieber bekommen hilfe anbei leider weil dann"
    ),
    "fr": (
        "deux trois trouver mois dernier avons ont fois "
        "nouvelles badge porte ouvre n'ouvre quelqu'un personne quelque chose rien semaine lundi écran ordinateur "
        "collègue pourriez salutations pièce jointe donc alors suite rappeler annuler rendez-vous ça demain "
        "quand arrive nouveau nouvelle fermer était enfin "
        "le la les des est et un une du que qui dans pour pas sur avec ne se ce il elle nous vous je mon ma mes "
        "votre vos notre nos au aux par plus mais ou où être avoir fait été sont ai avez bonjour merci "
        "cordialement depuis problème erreur imprimante mot passe facture marche fonctionne aide s'il plaît c'est "
        "j'ai n'est d'une l'imprimante qu'il toujours encore tout tous cette ces comme suis peux pouvez sans très "
        "bien aujourd'hui hier madame monsieur aussi bonsoir oui non en de à y a me m'a quand lorsque jour "
        "demande besoin mais l'erreur je n'arrive plus d'accès"
    ),
    "es": (
        "dos tres fueron fue tras pasado mes edificio dónde veces vez "
        "cita novedad novedades tarjeta puerta alguien alguna algún ninguna ninguno llamar llamen avisen quisiera "
        "hace hecho sigue solo sólo semana lunes martes jueves viernes pantalla equipo ordenador atentamente "
        "cancelen confirmar respuesta mientras entonces "
        "tu tus sí están abre "
        "cuándo llega llegan nuevo nueva final era hacer ya cerrar aún todavía "
        "así ahora funciona sigo siguen pueden quiero tampoco "
        "el la los las de y que en es un una por con no para se su al lo como más pero sus le ya o este sí porque "
        "esta cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni "
        "contra otros ese eso hola gracias buenos días buenas tardes estimado estimados saludos impresora error "
        "contraseña factura funciona puedo ayuda tengo está están mi nuestro usted ustedes favor problema hoy "
        "ayer del he ha hemos cuenta correo desde mañana necesito puede pueden algo nada ahora aquí"
    ),
    "pt": (
        "duas dois três foram vezes passado mês onde edifício "
        "cancelem cancelar visita alguém alguma algum nenhuma cartão porta semana segunda-feira ecrã tela "
        "computador continua então atenciosamente aguardo retorno segue anexo porque ligar telefonar avisem "
        "gostava queria vez "
        "quando podem consigo conseguir continuo chega chegam afinal novo nova repor entrar "
        "fechar abrir palavra-passe cabo minha portátil ainda agora isto aquilo telemóvel fazer "
        "sou "
        "o a os as de e que do da em um uma para é com não no na por mais dos como mas foi ao ele das tem à seu "
        "sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo "
        "aos ter seus quem nas me esse eles estão você olá bom dia boa tarde obrigado obrigada prezados caros "
        "impressora erro senha fatura funciona ajuda tenho problema hoje ontem nosso minha meu conta consigo "
        "estou favor não desde cumprimentos vocês pode gostaria agora aqui ainda preciso"
    ),
    "it": (
        "due tre volte mese scorso trovo telefono dà state "
        "vi prego novità porta apre aprire appuntamento annullare annulla qualcuno qualche nessuno settimana "
        "lunedì schermo computer collega allegato siamo hanno stata solo quindi subito "
        "quando arriva arrivano nuovo nuova chiudere fine era erano fare "
        "il la i le di e che è un una per non in con del della si da dei sono al alla lo gli come ma anche più ho "
        "ha mi nel nella dal questo questa io noi voi loro mio mia nostro vostra vostro ci se quando dove "
        "buongiorno salve grazie saluti cordiali gentile gentili stampante errore password fattura funziona aiuto "
        "problema oggi ieri abbiamo posso potete favore stato essere avere dopo ancora sempre già perché ogni "
        "molto così cosa c'è l'errore dell' delle degli ciao potrebbe vorrei riesco adesso però tutti"
    ),
    "nl": (
        "twee drie vorige maand vind vinden telefoon dubbel "
        "nieuws deur pas opent iets week maandag scherm computer collega kunt bijlage alleen omdat dus meteen "
        "straks mij opnieuw afspraak annuleren terugbellen "
        "ligt liggen staat zit mijn gaat "
        "wanneer komt komen nieuwe nieuw het toch was gaat sluiten doen alles "
        "niets iemand niemand alweer "
        "hulp helpen "
        "de het een en van is dat in te niet op zijn voor met die aan er ik je we wij u uw ons onze mijn maar om "
        "hem dan zou of wat als bij ook naar kan kunnen heb heeft hebben werd wordt worden nog wel geen door over "
        "uit deze dit al hallo beste geachte bedankt dank groeten groet vriendelijke wachtwoord printer fout "
        "factuur werkt sinds vandaag gisteren hulp graag alstublieft waar hoe toen weer moet alvast inloggen "
        "probleem ben zo na meer steeds jullie jou bent goedemorgen kapot krijg melding"
    ),
    "pl": (
        "dwie dwa trzy znajdę zeszłym miesiącu zostały została "
        "karta drzwi otwiera wieści jakieś ktoś nikt coś nic tydzień poniedziałek ekran komputer kolega "
        "załączniku dlatego więc teraz zaraz nas nr wizytę odwołać jutro znowu "
        "kiedy nowy nadal wszystko jednak zamknąć telefon "
        "i w nie na się że z do to jest jak o co po tak ale za od czy już tylko jego jej mnie są by przez dla ma "
        "może będzie był była było być gdzie kiedy bardzo proszę dzień dobry dziękuję pozdrawiam witam szanowni "
        "państwo drukarka błąd hasło faktura działa pomoc problem dziś dzisiaj wczoraj mam mogę nasz moja mój nam "
        "ze tym tego która który które oraz lub przy pod można jeszcze od kiedy ponownie cześć prośba mamy proszę "
        "konto nadal jestem"
    ),
    "sv": (
        "två tre hittar förra månaden "
        "nyheter några ingen dörr dörren kortet vecka måndag skärm dator kollega kunna gärna bifogat därför "
        "alltså genast vänligen avboka besöket imorgon ännu "
        "nere löst öppnar "
        "kabeln stänga ärendet ändå sedan igen fortfarande kommer den nya går ringer "
        "ringde datorn kan skärmen svart "
        "hjälpen hjälpa många varför felet "
        "och att det är som en på i av för den med inte till har jag ett om vi han men var sig från så kan när nu "
        "de ni er vår vårt min mitt mig oss hej tack hälsningar vänliga skrivare skrivaren fel lösenord faktura "
        "fungerar hjälp problem idag igår vill ska skulle varit eller efter också bara mycket vid får kommer blir "
        "inget inte någon något sedan snälla kunde detta här där hur vad alla utan under över mot upp ut vänlig"
    ),
    "da": (
        "to tre finder sidste måned "
        "nyt døren dør kortet uge mandag skærm computer kollega skulle vedhæftet derfor altså straks aflys "
        "besøget morgen hvorfor "
        "nede ned løst åbner "
        "stadig alligevel gerne sagen lukke lukker ringet kommer ind hvornår sluk adgangskoden "
        "nogle må kan skærmen sort "
        "mange hjælpen hjælpe fejlen lave hvornår "
        "og at det er en til på i af for den med ikke jeg et har vi de kan som der han men var sig fra så når nu "
        "vores min mit mig os hej tak hilsen venlig mvh printer printeren fejl adgangskode faktura virker hjælp i "
        "dag går vil skal ville været eller efter også kun meget ved får kommer bliver ingen noget nogen siden "
        "jer jeres hvad hvor hvordan hvis igen endnu denne dette lige bare fungerer kære venligst kunne blev"
    ),
    "nb": (
        "to tre finner forrige måned "
        "døren dør kortet uke mandag skjerm datamaskin kollega skulle vedlagt derfor altså straks avlys besøket "
        "morgen nytt "
        "nede ned løst åpner tjeneren "
        "likevel saken lukke kommer fortsatt ringt ringer passordet skjermen svart maskinen noen "
        "datamaskinen gjerne etasje "
        "hjelpen hjelpe feilen fikk hvorfor "
        "og å det er en til på i av for den med ikke jeg et har vi de kan som der han men var seg fra så når nå "
        "vår vårt min mitt meg oss hei takk hilsen vennlig skriver skriveren feil passord faktura fungerer virker "
        "hjelp i dag går vil skal ville vært eller etter også bare mye ved får kommer blir ingen noe noen siden "
        "dere deres hva hvor hvordan hvis igjen ennå denne dette ble bli mer fortsatt kjære vennligst kunne"
    ),
    "fi": (
        "kaksi kolme mistä löydän viime kuussa kertaan "
        "ovea uutta asiassa joku kukaan jotain mitään viikko maanantai näyttö tietokone voisi voisiko liitteenä "
        "sitten siksi heti minulle meille peruuttakaa käynti uudelleen edelleen huomenna miksi "
        "onko avaa ovatko ovi kortti palvelin ratkesi "
        "vika sulkea pyynnön pääse vieläkään milloin uusi tulee puhelin eilisen kiitos voitte "
        "olikin vieläkin eikä enkä "
        "avusta auttaa kiitoksia "
        "ja on ei se että oli en hän mutta kun niin ole kuin minä sinä me te he tämä mitä olen voi jos joka nyt "
        "vain sen ovat ollut olla myös mukaan jälkeen sitä sekä vielä hei moi kiitos terveisin ystävällisin "
        "tulostin virhe salasana lasku toimi toimii apua apu ongelma tänään eilen meidän minun teidän voitteko "
        "voisitteko miten missä koska tai kanssa saa saan ole enää tulee pitää aina nyt kiitos etukäteen hyvä yhä "
        "saako päivää terve tuli eikä tällä siitä"
    ),
    "cs": (
        "dvě dva tři najdu minulý měsíc byly "
        "nového karta dveře otevírá někdo nikdo něco nic týden pondělí obrazovka počítač kolega mohl zrušte "
        "schůzku příloze proto takže hned mně nás zítra znovu opět stále "
        "moje moji spadl nejde jede otevřít neotvírá vyřešen "
        "od včerejška nakonec pořád nemohu přijde nový už všechno můžete uzavřít telefon "
        "zase jede "
        "a se v na je že s z do to i o k ve pro za by ale jsem jako po od tak jsou které který která už jen nebo "
        "jsme mi máme mám není bude být byl byla bylo dobrý den děkuji děkujeme pozdravem prosím tiskárna chyba "
        "heslo faktura funguje nefunguje pomoc problém dnes včera můj naše váš vám nám mě si co jak kde kdy když "
        "také ještě aby při podle nejde můžete mohli dobrou zdravím ahoj účet při přihlášení protože více jste "
        "této tento"
    ),
    "sk": (
        "dve dva tri nájdem minulý mesiac boli "
        "nové niečo dvere neotvára otvára niekto nikto nič týždeň pondelok obrazovka počítač kolega mohol zrušte "
        "stretnutie prílohe preto takže hneď mne nás zajtra znovu stále karta "
        "a sa v na je že s z do to i o k vo pre za by ale som ako po od tak sú ktoré ktorý ktorá už len alebo sme "
        "mi máme mám nie bude byť bol bola bolo dobrý deň ďakujem ďakujeme pozdravom prosím tlačiareň chyba heslo "
        "faktúra funguje nefunguje pomoc problém dnes včera môj naše váš vám nám ma si čo ako kde kedy keď tiež "
        "ešte aby pri podľa nejde môžete mohli zdravím ahoj účet pretože viac ste tento táto nemôžem"
    ),
    "hu": (
        "két kettő három találom múlt hónapban kétszer "
        "újdonság kártya ajtót ajtó nyitja valami valaki senki semmi hét hétfő képernyő számítógép kolléga tudna "
        "tudnák mellékelve ezért tehát azonnal holnap újra "
        "szerver leállt megoldódott "
        "mikor érkezik új végül lezárhatják bejelentést tegnap óta még mindig minden "
        "a az és hogy nem is egy van ez de meg már csak ha ki mint vagy el én te ő mi ti ők nekem minden volt "
        "lesz amely vannak kell még most azt ezt jó napot köszönöm üdvözlettel tisztelt kérem nyomtató hiba "
        "jelszó számla működik segítség probléma ma tegnap szeretném kérjük önök önnek nincs lehet után előtt óta "
        "miért hol mikor hogyan nagyon sem kapok tudok tudom szia sziasztok helló ahogy nekünk fel le be ki itt "
        "ott legyen kedves"
    ),
    "ro": (
        "două trei găsesc luna trecută ori "
        "noutate noutăți cardul ușa deschide vreo aveți avem cineva nimeni ceva nimic săptămână luni ecran "
        "calculator coleg stimă atașat deci imediat mie mâine anulați vizita "
        "meu mea mei a picat serverul rezolvat "
        "când vine nou nouă tot până urmă închide acum sună "
        "și în de la cu nu că este pe o un să se a din pentru mai care am ai au ce dar sunt fost era ca sau după "
        "dacă când unde cum foarte bună ziua mulțumesc mulțumim stimate salut vă rog imprimanta imprimantă eroare "
        "parola parolă factura factură funcționează merge ajutor problema problemă azi astăzi ieri noi noastră "
        "meu mea nostru dumneavoastră fi avea lui lor ei el ea acest această aceasta fără până doar încă tot spre "
        "prin poate puteți pot cont sa si"
    ),
    "tr": (
        "iki üç geçen ay kez sonrası "
        "gelişme kart kapıyı açmıyor biri kimse hiçbir hafta pazartesi ekran arkadaş ekte yüzden hemen yarın "
        "randevuyu iptal edin "
        "ne zaman gelecek yeni talebi kapatabilirsiniz dünden beri dolayı şimdi hala bilgisayar "
        "telefon çalmıyor "
        "ve bir bu da de için ile çok ne var yok mı mi mu mü değil olarak daha gibi ama en kadar ben sen biz siz "
        "o olan oldu oluyor olmuş merhaba merhabalar teşekkürler teşekkür ederim iyi günler sayın lütfen yazıcı "
        "hata şifre fatura çalışmıyor çalışıyor yardım sorun bugün dün hesap sonra önce nasıl neden nerede ki ya "
        "veya hem her şey bana bize size benim bizim sizin istiyorum alıyorum ediyorum rica yapıyor selam "
        "günaydın mümkün hala hâlâ tekrar yazdırmıyor açılmıyor"
    ),
    "vi": (
        "và của là không có được cho tôi trong với này các một những người đã để khi bạn chúng thì đến từ về như "
        "nhưng cũng vào ra nên nếu sẽ đang phải rất xin chào cảm ơn kính gửi máy in lỗi mật khẩu hóa đơn hoạt "
        "động giúp vấn đề hôm nay qua làm thế nào vui lòng anh chị em ạ bị hỏng tài khoản đăng nhập gì sao nhờ hỗ "
        "trợ công ty trân trọng chưa"
    ),
    "id": (
        "kabar kartu pintu membuka seseorang minggu senin layar komputer rekan terlampir jadi segera besok lagi "
        "yang dan di ini itu dengan untuk tidak dari dalam akan pada saya kami anda adalah ke karena juga ada "
        "bisa atau sudah oleh kita mereka lebih apa telah bapak ibu terima kasih mohon tolong selamat pagi siang "
        "sore halo printer rusak kesalahan kata sandi faktur bantuan masalah hari kemarin tetapi jika bagaimana "
        "kapan mengapa belum masih dapat"
    ),
    "ca": (
        "després dos tres passat mes "
        "novetats targeta porta obre hi algú ningú alguna cosa res setmana dilluns pantalla ordinador company "
        "poden plau adjunt ara mateix demà "
        "el la els les de i que en és un una per amb no es al del ha més però com si ja molt aquest aquesta he "
        "hem tinc bon dia gràcies salutacions impressora contrasenya factura funciona ajuda problema avui ahir "
        "puc meu nostre vostre sense sobre també fins quan on quin perquè ens us li seva seu ser està estan amb "
        "això encara"
    ),
    "hr": (
        "dva tri prošli mjesec "
        "novosti kartica vrata otvara li netko nitko nešto ništa tjedan ponedjeljak zaslon računalo kolega vas "
        "privitku zato dakle odmah meni nama sutra opet otkažete termin "
        "i u na je se da za od s su ne to sa koji koja koje kao ali ili bi biti ima nije smo sam što kako po iz "
        "do već dobar dan hvala pozdrav lijep poštovani molim pisač pisac greška lozinka račun radi pomoć problem "
        "danas jučer moj naš vaš mi vam nam mogu može možete još samo kada gdje zašto nakon nemam imam imamo "
        "hvala unaprijed"
    ),
    "sl": (
        "dva tri prejšnji mesec "
        "novega kartica vrat odpira nekdo nihče nekaj nič teden ponedeljek zaslon računalnik sodelavec priponki "
        "zato torej takoj meni jutri spet "
        "in je v na se da za z s so ne to ki kot ali pa bi biti ima ni smo sem kaj kako po iz do že po pri tudi "
        "pozdravljeni dober dan hvala lep pozdrav spoštovani prosim tiskalnik napaka geslo račun deluje pomoč "
        "težava danes včeraj moj naš vaš mi vam nam lahko še samo ko kje zakaj nimam imam imamo ne dela od"
    ),
    "et": (
        "uudist kaart ust avab midagi keegi nädal esmaspäev ekraan arvuti kolleeg saate manuses seetõttu kohe "
        "mulle meile homme jälle "
        "ja on ei see et oli ma ta kui aga ka nii mis kes olen ole meil meie teie mul tere tänan aitäh "
        "lugupidamisega palun printer viga parool arve tööta töötab abi probleem täna eile saab saa pole kuidas "
        "miks kus pärast veel nüüd või ning juba siis ainult väga kas tervitades"
    ),
    "lv": (
        "jauns karte durvis neatver kāds neviens kaut nekas nedēļa pirmdiena ekrāns dators kolēģis varat "
        "pielikumā tāpēc tūlīt rīt atkal "
        "un ir ka no uz ar par nav kas es mēs jūs bet kā tas lai vai pēc pie jau arī tikai labdien paldies cieņu "
        "lūdzu printeris kļūda parole rēķins strādā nestrādā palīdzība problēma šodien vakar mans mūsu jūsu man "
        "mums kad kur kāpēc vēl var nevar sveiki"
    ),
    "lt": (
        "naujienų kortelė durų neatidaro nors niekas savaitė pirmadienis ekranas kompiuteris kolega galite priede "
        "todėl tuoj rytoj vėl "
        "ir yra kad iš į su nėra kas aš mes jūs bet kaip tai ar po prie jau taip pat tik laba diena ačiū "
        "pagarbiai prašau spausdintuvas klaida slaptažodis sąskaita veikia neveikia pagalba problema šiandien "
        "vakar mano mūsų jūsų man mums kada kur kodėl dar gali negaliu sveiki labas del dėl nuo už"
    ),
}

CYRILLIC: dict[str, str] = {
    "ru": (
        "два две три дважды найти прошлом месяце "
        "карта карту дверь открывает новости ли кто-нибудь никто неделя понедельник экран компьютер коллега "
        "можете вложении поэтому сразу завтра отмените "
        "моя моё мою свой своя этот эта эти нету упал упала вышел день день добрый какой какая "
        "теперь ничего сейчас со вчерашнего дня больше этаже этажа телефон снова опять когда придёт было дело "
        "тоже него неё "
        "и в не на я что с по это как у за от но к для о из мы вы он она они так же бы был была было были есть "
        "нет уже здравствуйте добрый день спасибо пожалуйста уважением принтер ошибка пароль счёт счет работает "
        "помогите проблема сегодня вчера мне нас вас нам вам мой наш ваш если когда где или при после можно нужно "
        "очень только ещё еще не могу почему который которая все всё до без через чтобы что-то привет"
    ),
    "uk": (
        "два дві три двічі знайти минулого місяця "
        "картка двері відчиняє новини чи хтось ніхто щось тиждень понеділок екран комп'ютер колега можете "
        "вкладенні тому одразу завтра скасуйте "
        "тепер нічого зараз від учора більше поверсі поверху телефон знову коли прийде справа теж нього неї досі усе "
        "і в не на я що з по це як у за від але до для про із ми ви він вона вони так ж би був була було були є "
        "немає вже вітаю добрий день дякую будь ласка повагою принтер помилка пароль рахунок працює допоможіть "
        "проблема сьогодні вчора мені нас вас нам вам мій наш ваш якщо коли де або при після можна треба дуже "
        "тільки ще чому який яка всі та й щоб привіт доброго дня не можу"
    ),
    "bg": (
        "две три намеря миналия месец "
        "карта картата врата отваря ли нещо ново някой никой нищо седмица понеделник екран компютър колега можете "
        "приложение затова веднага утре отново отменете посещението "
        "и в не на аз че с по това как за от но към ние вие той тя те така да бе беше са съм има няма вече "
        "здравейте добър ден благодаря моля поздрави уважение принтер принтера грешка парола фактура работи помощ "
        "проблем днес вчера ми ни ви мой наш ваш ако когато къде или при след може трябва много само още защо "
        "който която всички със се си ще"
    ),
    "sr": (
        "и у не на ја да је се са за од али ми ви он она они тако би био била има нема већ здраво добар дан хвала "
        "молим поздрав штампач грешка лозинка рачун ради помоћ проблем данас јуче мој наш ваш ако када где или "
        "при после може много само још зашто који која све што како су смо сам"
    ),
    "mk": (
        "и во не на јас дека е се со за од но ние вие тој таа тие така би беше има нема веќе здраво добар ден "
        "благодарам ве молам поздрав печатач грешка лозинка фактура работи помош проблем денес вчера мој наш ваш "
        "ако кога каде или по може многу само уште зошто кој која сите што како да ги го ќе сум сме"
    ),
    "be": (
        "і ў не на я што з па гэта як у за ад але да для пра мы вы ён яна яны так жа бы быў была было былі ёсць "
        "няма ужо вітаю добры дзень дзякуй калі ласка павагай прынтар памылка пароль рахунак працуе дапамажыце "
        "праблема сёння ўчора"
    ),
}

# Letters that only a few languages write; each one found counts for them like a function word.
LATIN_LETTERS: dict[str, str] = {
    "ß": "de", "ü": "de tr hu et", "ä": "de sv fi et sk", "ö": "de sv fi hu tr et", "ñ": "es", "¿": "es",
    "¡": "es", "ã": "pt vi", "õ": "pt et vi", "ç": "fr pt tr ca", "œ": "fr", "ê": "fr pt vi", "è": "fr it ca",
    "ù": "fr it vi", "ò": "it ca vi", "ì": "it vi", "ł": "pl", "ą": "pl lt", "ę": "pl lt", "ż": "pl", "ź": "pl",
    "ś": "pl", "ć": "pl hr", "ń": "pl", "å": "sv da nb", "ø": "da nb", "æ": "da nb", "ř": "cs", "ě": "cs",
    "ů": "cs", "č": "cs sk hr sl lt lv", "š": "cs sk hr sl lt lv et", "ž": "cs sk hr sl lt lv et", "ď": "cs sk",
    "ť": "cs sk", "ň": "cs sk", "ľ": "sk", "ĺ": "sk", "ŕ": "sk", "ô": "sk fr vi pt", "ő": "hu", "ű": "hu",
    "ğ": "tr", "ı": "tr", "ş": "tr ro", "ţ": "ro", "ă": "ro vi", "ș": "ro", "ț": "ro", "đ": "vi hr", "ơ": "vi",
    "ư": "vi", "ế": "vi", "ả": "vi", "ạ": "vi", "ấ": "vi", "ộ": "vi", "ợ": "vi", "ề": "vi", "ữ": "vi", "ị": "vi",
    "ố": "vi", "ā": "lv", "ē": "lv", "ī": "lv", "ģ": "lv", "ķ": "lv", "ļ": "lv", "ņ": "lv", "ė": "lt", "į": "lt",
    "ų": "lt", "ū": "lt lv",
}  # fmt: skip
CYRILLIC_LETTERS: dict[str, str] = {
    "і": "uk be", "ї": "uk", "є": "uk", "ґ": "uk", "ы": "ru", "э": "ru", "ё": "ru be", "ъ": "bg", "ў": "be",
    "ђ": "sr", "ћ": "sr", "љ": "sr mk", "њ": "sr mk", "џ": "sr mk", "ј": "sr mk", "ѓ": "mk", "ќ": "mk", "ѕ": "mk",
}  # fmt: skip

# Ends of words that tell languages which put what others say with small words at the end of long ones.
LATIN_ENDINGS: dict[str, str] = {
    "fi": "ssa ssä sta stä lla llä lta ltä lle ksi nut nyt een iin aan ään isen inen kaan kään vat vät",
    "hu": "ban ben ból ből nak nek hoz hez ját jét val vel ért ság ség ott ett tam tem tok tek unk ünk ják ható hető",
    "tr": "ler lar yor lik lık luk lük ınız iniz siniz sınız miş mış dır dir ları leri daki deki ması mesi cek cak",
    "pl": "ego emu ować ach ami ość cja cji eś aś emy imy ecie icie ują uję",
    "cs": "ého ému ých ími ování ost ích nout áme íme ete íte",
    "es": "ción ciones mente ando iendo aba aron idad",
    "pt": "ção ções mente ndo ava aram dade eiro eira inho",
    "it": "zione zioni mente ando endo ità iamo ano",
    "fr": "tion ment eux euse aient ait ez",
    "de": "ung ungen keit heit lich isch schaft",
    "nl": "ing heid lijk ijk eren ijn",
    "sv": "ning ningen arna erna lig ligt ingar",
    "da": "else eren erne elsen ningen",
    "nb": "else eren ene ingen",
    "ro": "ului elor ilor ează ează ație ții",
    "en": "ing tion ally ment ness ould",
    "et": "sse ist ile lt ud da vad",
}
CYRILLIC_ENDINGS: dict[str, str] = {
    "ru": "ого его ому ему ать ить ться тся ешь ые ый ыми ской ение ости",
    "uk": "ого його ому ати ити тися ться ії ій ють ього ення ості ськ ові еві",
    "bg": "ата ето ият ите ата ване ния",
    "sr": "ити ати ује ости",
}
