"""Words by which names are known: titles, heads of organisations, states and their adjectives, regions, news agencies."""

from __future__ import annotations

from handbook.folding import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _folded(text: str) -> frozenset[str]:
    """Words as they are compared: without accents."""
    return frozenset(fold(word) for word in text.split())


TITLES = _folded(
    """president fm pm ceo mp hrh roi reine émir minister mr mrs ms dr prof professor general gen colonel col captain capt major maj lieutenant lt
    sergeant ambassador spokesman spokesperson spokeswoman secretary chancellor king queen prince emir sheikh sultan
    chief commander director chairman chairwoman chairperson senator governor mayor judge premier leader deputy
    analyst researcher author journalist envoy commissioner counterpart counsellor adviser advisor president-elect m
    mme premiere président présidente ministre général capitaine ambassadeur porte-parole secrétaire directeur directrice
    lady undersecretary alhaji manager engineer officer excellence excellences mm monsieur madame coordinator marshal commodore maréchal attache head joint chef colonel commandant lieutenant gouverneur maire"""
)
ORGANISATIONS = _folded(
    """establishment museum guards corp conference industries ministry bank union council group company companies agency university institute party movement front army force
    forces corps commission committee organisation organization association foundation corporation fund federation
    academy times news press court parliament assembly alliance community congress office department bureau
    authority chamber network center centre league initiative programme program mission coalition administration jsc ojsc pjsc gmbh
    club society trust airlines airways ltd inc llc plc sa radio television tv post daily herald guardian tribune
    gazette journal service services command guard police navy battalion brigade regiment junta government
    secretariat board exchange forum bloc college school ministère banque université institut parti mouvement armée
    forces conseil comité commission organisation agence fonds fédération académie cour parlement assemblée
    communauté confédération union société compagnie groupe alliance enterprise unit"""
)
PLACES = _folded(
    """airport river lake mountain mountains street square region province district city island desert sea ocean coast
    valley basin port peninsula péninsule aéroport fleuve lac région province ville"""
)
DOCUMENTS = _folded(
    """agreement treaty memorandum charter protocol convention declaration accord traite memorandum charte protocole
    feuille forum salon festival foire exposition sommet agenda resolution session"""
)
#: What goes before a family name, in small letters too, as a part of it.
PARTICLES = _words("""al el bin ibn ben ould ag abdul von van den der dos da di della del""")
JOINING = _words("""of the and for on de du des la le les et pour""") | PARTICLES
NEVER = _folded(
    """the a an this that these those it he she they we you i in on at by for from with as but and or if when while
    after before since during according however meanwhile moreover also although though because so then there here
    his her its their our my your what who which where why how all some many most both each every another other such
    not no yes more less first second third last next new old one two three four five six seven eight nine ten now
    today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december about over under between among against within without
    despite until such only even still yet just le la les un une des ce cette ces il elle ils elles nous vous je
    dans sur sous avec sans pour par mais ou et si quand après avant depuis selon lors cependant toutefois ainsi
    aussi en au aux du de d l lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai
    juin juillet août septembre octobre novembre décembre leur leurs son sa ses mr mrs ms dr m mme read photo image
    megawatts mégawatts gigawatts sept jan feb apr aug oct nov dec source copyright follow share article story editor fcfa gnf xof xaf dollars dollar euros euro francs parties heads sud nord votre notre nos vos excellence"""
)
NOT_ACRONYMS = _words(
    """NPP MOA SMR GNP MWE MW GW KW KV MWH KWH GWH GNF XOF XAF NGN KES GHS RUB CNY INR AED VP USD EUR FCFA GBP LNG II III IV VI VII VIII IX XI XII OK AM PM TV CEO PDF USD EUR AND THE FOR NOT CFA FCFA DR PDG VIP COVID ID PIB GDP PNB TVA HE SE"""
)
SAID = r"(?:said|says|told|added|stated|noted|explained|announced|declared|stressed|warned|argued|writes|wrote|a déclaré|a dit|a affirmé|a ajouté|a annoncé|informe|rapporte|indique|précise)"
#: Verbs of saying, as finite forms, in English.
SAYING = _words(
    """attributed attributes shared shares said say says told tell tells added adds stated states noted notes explained explains announced announces declared
    declares stressed stresses underlined underlines underscored underscores emphasised emphasises emphasized emphasizes
    warned warns argued argues wrote writes assured assures asserted asserts revealed reveals maintained maintains
    highlighted highlights lamented laments urged urges suggested suggests cautioned cautions affirmed affirms insisted
    insists claimed claims confirmed confirms replied replies responded responds answered answers asked asks recalled
    recalls reiterated reiterates acknowledged acknowledges admitted admits concluded concludes continued continues
    commented comments remarked remarks observed observes tweeted tweets posted posts quoted quotes indicated indicates
    conveyed conveys reads read voiced voices described describes called calls praised praises denounced denounces
    condemned condemns hailed hails promised promises pledged pledges vowed vows believes believed thinks accused accuses
    demanded demands expressed expresses welcomed welcomes criticised criticises criticized criticizes slammed slams
    lauded lauds touted touts termed dubbed branded labelled labeled boasted joked quipped complained predicted predicts
    disclosed discloses clarified clarifies reported reports repeated repeats advised advises appealed appeals dismissed
    dismisses defended defends proclaimed proclaims mentioned mentions deplored deplores rejected rejects vowing spoke
    speaks thanked thanks congratulated expects hopes hoped felt feels considers considered decried decries blasted opined
    submitted echoed echoes summed outlined elaborated wants wanted refers referred commended commends acclaimed
    appreciated cited cites summarised summarized emphasize reassured reassures saluted salutes applauded applauds
    threatened threatens specifies specified indicate specify"""
)
#: Participles of saying, which share the subject of the verb before them, in both languages.
PARTICIPLES = _words(
    """annonçant ajoutant soulignant précisant estimant affirmant indiquant rappelant évoquant dénonçant qualifiant
    appelant notant citant déclarant expliquant assurant saluant promettant saying adding noting stressing stating declaring explaining warning arguing describing calling insisting claiming
    citing quoting announcing emphasising emphasizing underlining underscoring highlighting pointing praising hailing
    denouncing condemning accusing urging promising pledging affirming confirming recalling reiterating telling writing
    remarking observing expressing suggesting assuring asserting labelling dubbing branding terming welcoming lamenting
    asking vowing concluding commenting indicating referring"""
)
#: Verbs of saying in French, as finite forms and past participles.
DIRE = _words(
    """décrit décrite décrits révélé révèle attribué attribue dit disent dites déclaré déclare déclarent affirmé affirme affirment ajouté ajoute ajoutent annoncé annonce annoncent
    souligné souligne soulignent indiqué indique indiquent expliqué explique expliquent précisé précise précisent estimé
    estime estiment rappelé rappelle rappellent insisté insiste insistent assuré assure assurent confié confie confient
    écrit écrivent commenté commente commentent soutenu soutient soutiennent poursuivi poursuit poursuivent promis promet
    promettent répondu répond répondent rapporté rapporte rapportent dénoncé dénonce dénoncent salué salue saluent
    qualifié qualifie qualifient averti avertit prévenu prévient martelé martèle lancé lance reconnu reconnaît reconnait
    conclu conclut noté note notent relevé relève relate raconte raconté lâché lâche plaidé plaide exhorté exhorte appelé
    appelle déploré déplore regretté regrette félicité félicite réjoui réjouit réaffirmé réaffirme évoqué évoque évoquent
    mentionné mentionne témoigne témoigné observe observé argue argué jugé juge jugent condamné condamne condamnent accusé
    accuse accusent informé informe demandé demande espère espéré souhaite souhaité renchérit renchéri résume résumé
    tranche tranché dixit fustige vanté vante estimait affirmait expliquait déclarait disait ajoutait soulignait indiquait
    précisait rappelait assurait écrivait promettait dénonçait lit stipule applaudi applaudit loué loue exprimé exprime expriment réitéré réitère
    manifesté menacé menace fustigé insurge indigne exclame étonne interroge alarme inquiète"""
)
#: Verbs of saying that are nouns too.
SAYING_NOUNS = _words(
    """states claims calls reports notes comments promises pledges praises voices hopes demands appeals answers replies
    posts quotes mentions note observe demande lance relève tranche accuse appelle repeats remarks stresses"""
)
#: Given names, folded: what begins with one is a person.
GIVEN = _words(
    """brice clotaire dubravka aleksandar parviz zviad ararat suren nikol armen levon artsrun clarisse guelord felix-antoine judith denis hamza redwan
    aly maman sambo alioune aaron abdel abdelaziz abdelhamid abdelkader abdelmadjid abdou abdoul abdoulaye abdourahamane abdul abdullah abel
    abraham abu adam adama adrian ahmad ahmed aicha aime aisha akira alain alan alassane albert alberto alejandro
    aleksandar aleksandr aleksei aleksey alessandro alex alexander alexandra alexandre alexei alexey alexis alfred ali
    alice alina aliou alioune alla allan almamy alpha alphonse amadou amara ambroise amina aminata amine amy ana anatoly
    andre andrea andreas andrei andrew andrey andriy angela angelo anita ann anna annalena anne anthony antoine anton
    antonio antonis antony anwar apollinaire ariane arkady armand arnaud arsene arthur artur arvind ashraf assane assimi
    augustin aurore awa aziz babacar bakary barack barbara basile bassirou bayo beatrice ben benedict benjamin benoit
    bernadette bernard bert bilal bill birame blaise bob boris boubacar boubou brahim brian bruce bruno carl carla carlos
    carmen carol caroline catherine cathy cecile celeste charles charlotte cheick cheikh chen christian christiane
    christine christophe christopher claire claude claudia clement colin cornelia craig cristina cyril cyrille dalia
    damien dan daniel daniela daouda david deborah denis dennis diana didier diego dieudonne dimitri dina djamila djibril
    dmitri dmitriy dmitry dominic dominique donald dorothy douglas driss duncan ebrahim eddie edgar edith eduardo edward
    edwin ekaterina elena eli elisabeth elizabeth ella ellen elon emil emilia emma emmanuel emmerson enrique eric erika
    ernest ernesto esperance esther ethan etienne eugene eva evan evgeny evo fabien fabio fabrice faisal fatima fatimata
    fatou fatoumata faure faustin felicien felipe felix fernand fernando fidel filip filippo florence fode fousseyni
    francesco francis francisco franck francois frank franz fred frederic frederick fyodor gabriel gary gavin gennady
    geoffrey george georges georgi georgy gerald gerard gerhard ghislain gilbert gilles giorgia giovanni giuseppe gleb
    gordon graham greg gregory grigory guillaume gustavo guy gwendoline habib habibou hakan hakim hama hamadi hamadou
    hamid hamza hannah hans haruna hasan hassan hassane heather hector heiko helen helene helga henri henry herbert herve
    hilary hillary houphouet howard hubert hugh hugo hussein hyacinthe ian ibrahim ibrahima idriss igor ilham ilya imran
    ines ingrid irene irina isaac isabel isabelle ismael issa issoufou ivan ivana jack jackson jacob jacques jaime jair
    jake jakob james jamila jan jane janet jared jason javier jean jeanne jeff jeffrey jennifer jens jeremy jerome jerry
    jessica jim jimmy jing joanna joao joaquin joe joel johan johann johannes john johnny jon jonas jonathan jorge jose
    josef joseph josephine joshua joyce juan judith julia julian julie julien juliet julius justin justine juvenal kaja
    kamala karen karim karin karl kassim kassoum katerina katharina katherine kathleen katia kelly ken kenneth kevin
    khadija khaled khalid khalifa kim kirill klaus koffi kofi konstantin kwame kwasi kyle lamine larry lars lassina laura
    laurence laurent lawrence leila leo leon leonid leonie leopold leslie li liam lina linda lionel lisa lloyd loic louis
    louise luc lucas lucia lucy luis luiz luka lukas lydia macky madeleine mahamadou mahamane mahamat mahmoud maimouna
    malick malik mamadou mamady manuel marc marcel marcelo marco marcos marcus margaret margus maria mariam mariama marie
    marija marina mario marion mark marko markus marta martha martin martine marwan mary mathias mathieu matteo matthew
    matthias matthieu maurice maxim maxime maximilian mehmet melanie melissa mette mevlut mia michael michał michel
    michele michelle miguel mike mikhail mikheil milan mohamad mohamed mohammad mohammed mohamud moise mokhtar monica
    monique mostafa mouhamed moussa moustapha muammar muhammad muhammadu murat musa mustafa myriam nabil nadia naledi nana
    narendra natalia natalie nathalie nathan neil nelson nicholas nick nicola nicolas nicole nigel nikita nikol nikola
    nikolai nikolay nikos nina noel nora norbert norman nouri odile olaf oleg oleksandr olena olga oliver olivia olivier
    omar omer osama oscar othman oumar oumarou ousmane owen pablo pascal pascale patrice patricia patrick paul paula paulo
    pavel pedro peggy penny pete peter petr petro philip philippe pierre pietro piotr prabowo pyotr rachel rafael rahul
    raila ralph ramtane ramzan raul raymond rebecca recep regis renaud rene rex ricardo richard rishi rita rob robert
    roberto robin roch rodrigo roger roland romain roman romano ron ronald rosa rosemary ross roy ruben rui rupert ruslan
    russell ruth ryan saad sabine sadio said salah salif salim salimata salma salva sam sameh samir samuel samura sandra
    sanna sara sarah sebastian sebastien sega serge sergei sergej sergey sergio sergiy serhiy seth seydou seyni shannon
    sharon shigeru shinzo sidi silvio simon simone sofia soltan sonia sophie stanislas stanislav stella stephane stephanie
    stephen steve steven stuart susan svetlana sylvain sylvie tamara tania tariq tatiana tatyana ted teodor teodoro teresa
    terry thabo theo theodore theresa thierry thomas tiemoko tiena tim timothy tina tito tobias todd tom tomas tony
    toumani trevor tyler umaro ursula valentin valentina valeria valerie valery vasily veronica veronika veronique victor
    victoria viktor vincent virginia virginie vitaly vladimir volker volodymyr vyacheslav wajid walid wally walter wanda
    wang warren wendy werner wilfried william wolfgang xavier xi yacouba yahya yang yasser yassine yevgeny youssef
    youssouf yoweri yulia yuri yury yusuf yves yvette yvonne zachary zakaria zeinab zhang zhao zine zoe zoran serguei iouri evgueni guennadi viatcheslav valeri vassili anatoli grigori"""
)
#: Family names, folded, that news give without a given name or an office, and that name nothing else.
SURNAMES = _words(
    """putin poutine medvedev lavrov shoigu choigou belousov prigozhin prigojine erdogan macron hollande sarkozy trump biden obama blinken rubio zelensky
    zelenskyy modi netanyahu guterres merkel scholz merz starmer sunak meloni draghi orban lukashenko loukachenko tebboune ouattara goita tiani
    touadera bazoum tinubu buhari ramaphosa diop traore keita coulibaly maiga camara sanogo cisse diallo doumbia sissoko kagame tshisekedi museveni ruto sissi sisi haftar khamenei rouhani raisi pezeshkian kadhafi gaddafi"""
)
#: What offices are for, and what goes before them: no names by themselves.
PORTFOLIOS = _folded(
    """air staff armament armaments international technical military-technical innovation energie petrole peche peches elevage hydraulique assainissement
    enseignement sante interieur etrangeres economie finances commerce industrie infrastructures equipement habitat urbanisme environnement
    artisanat tourisme jeunesse emploi travail fonction numerique budget justice defense securite carrieres defence defense security affairs communication communications economy finance energy trade health education
    agriculture mines mining interior justice transport transports culture foreign industry commerce planning
    infrastructure environment water labour labor sports youth tourism information territorial administration
    reconciliation cooperation integration petroleum digital technology housing urban development political peace
    humanitarian spokesperson spokesman spokeswoman armed veterans mineral minerals natural resources hydraulics power railways aviation religious women gender family population employment solidarity budget treasury investment investments fisheries livestock rural regional state sovereign land arts heritage civil higher scientific research science economic social
    public internal external global works relations national défense sécurité étrangères économie énergie santé éducation
    policy master ceremonies prime vice deputy acting interim former senior"""
)
#: Ranks and titles that are written short, with a full stop.
SHORTENED = _words("m mm gen col maj lt capt sgt brig cpl adm cmdr dr mr mrs ms prof sen gov rep amb rev hon st mme")
#: The same as they stand before names, without their full stop.
SHORT_TITLES = tuple(sorted({"MM", *(word.capitalize() for word in SHORTENED)}))
#: What an office has before it: no names by themselves either.
RANKING = _words("first joint supreme high special permanent assistant under chief executive managing")
