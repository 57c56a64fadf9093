"""Words by which names are known: titles, heads of organisations, states and their adjectives, regions, news agencies."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """president fm pm ceo mp hrh roi reine émir minister mr mrs ms dr prof professor general gen colonel col captain capt major maj lieutenant lt
    sergeant ambassador spokesman spokesperson spokeswoman secretary chancellor king queen prince emir sheikh sultan
    chief commander director chairman chairwoman chairperson senator governor mayor judge premier leader deputy
    analyst researcher author journalist envoy commissioner counterpart counsellor adviser advisor president-elect m
    mme président présidente ministre général capitaine ambassadeur porte-parole secrétaire directeur directrice
    chef colonel commandant lieutenant gouverneur maire"""
)
ORGANISATIONS = _words(
    """ministry bank union council group company companies agency university institute party movement front army force
    forces corps commission committee organisation organization association foundation corporation fund federation
    academy times news press court parliament assembly alliance community congress office department bureau
    authority chamber network center centre league initiative programme program mission coalition administration jsc ojsc pjsc gmbh
    club society trust airlines airways ltd inc llc plc sa radio television tv post daily herald guardian tribune
    gazette journal service services command guard police navy battalion brigade regiment junta government
    secretariat board exchange forum bloc college school ministère banque université institut parti mouvement armée
    forces conseil comité commission organisation agence fonds fédération académie cour parlement assemblée
    communauté confédération union société compagnie groupe alliance"""
)
PLACES = _words(
    """airport river lake mountain mountains street square region province district city island desert sea ocean coast
    valley basin port aéroport fleuve lac région province ville"""
)
DOCUMENTS = _words(
    """agreement treaty memorandum charter protocol convention declaration accord traite memorandum charte protocole
    feuille forum agenda"""
)
JOINING = _words("""of the and for de du des la le les et pour al el bin ibn von van den der""")
NEVER = _words(
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
    source copyright follow share article story editor parties heads sud nord"""
)
NOT_ACRONYMS = _words("""II III IV VI VII VIII IX XI XII OK AM PM TV CEO PDF USD EUR AND THE FOR NOT""")
#: Adjectives of states that do not follow from the state's name, as English forms them.
ADJECTIVES = {
    "FR": "French", "GB": "British", "US": "American", "CN": "Chinese", "NL": "Dutch", "TR": "Turkish", "DE": "German", "ES": "Spanish", "PT": "Portuguese", "GR": "Greek", "PL": "Polish",
    "SE": "Swedish", "DK": "Danish", "FI": "Finnish", "IE": "Irish", "CH": "Swiss", "BE": "Belgian", "UA": "Ukrainian", "IL": "Israeli", "IQ": "Iraqi", "SA": "Saudi", "AE": "Emirati",
    "QA": "Qatari", "KW": "Kuwaiti", "YE": "Yemeni", "PK": "Pakistani", "BD": "Bangladeshi", "JP": "Japanese", "VN": "Vietnamese", "TH": "Thai", "KZ": "Kazakh", "UZ": "Uzbek", "AF": "Afghan",
    "NE": "Nigerien", "BF": "Burkinabe", "CI": "Ivorian", "SN": "Senegalese", "GH": "Ghanaian", "TG": "Togolese", "BJ": "Beninese", "CM": "Cameroonian", "TD": "Chadian", "CF": "Central African",
    "SD": "Sudanese", "SO": "Somali", "KE": "Kenyan", "MZ": "Mozambican", "ZW": "Zimbabwean", "MG": "Malagasy", "CD": "Congolese", "CG": "Congolese", "GA": "Gabonese", "MR": "Mauritanian",
    "MA": "Moroccan", "EG": "Egyptian", "DJ": "Djiboutian", "PE": "Peruvian", "PH": "Philippine", "CZ": "Czech", "SK": "Slovak", "HU": "Hungarian", "IT": "Italian", "BY": "Belarusian",
    "CA": "Canadian", "BR": "Brazilian", "AR": "Argentine", "NO": "Norwegian", "LB": "Lebanese", "MM": "Burmese", "CY": "Cypriot", "NZ": "New Zealand", "MV": "Maldivian", "MU": "Mauritian", "LA": "Laotian", "LK": "Sri Lankan", "NP": "Nepali", "AZ": "Azerbaijani", "TJ": "Tajik",
    "TM": "Turkmen", "KG": "Kyrgyz", "SC": "Seychellois", "SV": "Salvadoran", "EC": "Ecuadorian", "PY": "Paraguayan", "UY": "Uruguayan", "HR": "Croatian", "LU": "Luxembourgish", "OM": "Omani",
}  # fmt: skip
MORE_STATES = {"United States": "US", "USA": "US", "U.S.": "US", "US": "US", "UK": "GB", "Britain": "GB", "UAE": "AE", "Congo": "CG", "DR Congo": "CD", "DRC": "CD", "Ivory Coast": "CI", "Soviet Union": "SU",
                "USSR": "SU", "Czech Republic": "CZ", "Turkey": "TR", "Burma": "MM", "Macedonia": "MK", "Palestine": "PS", "Vietnam": "VN", "Syria": "SY", "Laos": "LA", "Russia": "RU", "South Korea": "KR",
                "North Korea": "KP", "Hong Kong": "HK", "Swaziland": "SZ", "Cape Verde": "CV",
    "Burkina": "BF", "Nigéria": "NG", "Macédoine": "MK", "Centrafrique": "CF", "Türkiye": "TR"}  # fmt: skip
REGIONS = """Africa|South China Sea|East China Sea|Black Sea|Red Sea|Gulf of Guinea|Horn of Africa|north Africa|west Africa|east Africa|southern Africa|West Africa|East Africa|Central Africa|North Africa|Southern Africa|Sub-Saharan Africa|Sahel|Sahara|Maghreb|Europe|Western Europe|Eastern Europe|Asia|Central Asia|Middle East|
Latin America|South America|North America|Caucasus|Balkans|Arctic|Atlantic|Mediterranean|Siberia|Crimea|Washington|Beijing|Geneva|St. Petersburg|St Petersburg|Saint Petersburg|Sochi|New Delhi|Ankara|
Abuja|The Hague|Lake Chad|Liptako-Gourma|Timbuktu|Gao|Kidal|Mopti|Afrique|Afrique de l’Ouest|Afrique de l'Ouest|Moscou|Pékin|Londres|Bruxelles|Genève|Saint-Pétersbourg|Sotchi|Alger|Le Caire"""
PEOPLES = "African|Western European|Eastern European|European|Asian|Western|West African|Sahelian|Saharan|Soviet|Arab|Tuareg|Fulani|Muslim|Christian|Islamist|Latin American|American|Kremlin-backed|Africain|Européen|Sahélien|Touareg"
AGENCIES = "Maghreb Arabe Presse|Agence France Presse|Nations unies|Nations Unies|Xinhua|Reuters|Sputnik|TASS|Tass|RIA Novosti|Agence France-Presse|Associated Press|Bloomberg|Al Jazeera|Interfax|Anadolu"
#: Adjectives of peoples in French have no capital: stems, to which endings are added.
FRENCH = "russe|ouest-africain|est-africain|nord-africain|vietnamien|japonais|coréen|polonais|serbe|malien|nigérien|nigérian|burkinabè|burkinabé|français|américain|chinois|turc|turque|sénégalais|ivoirien|togolais|béninois|tchadien|algérien|marocain|ukrainien|africain|européen|allemand|britannique|mauritanien|guinéen|camerounais|gabonais|congolais|centrafricain|soudanais|égyptien|libyen|tunisien|ghanéen|rwandais|kényan|sahélien|touareg|soviétique|iranien|indien|italien|espagnol"
SAID = r"(?:said|says|told|added|stated|noted|explained|announced|declared|stressed|warned|argued|writes|wrote|a déclaré|a dit|a affirmé|a ajouté|a annoncé)"
