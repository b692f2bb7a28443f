// Every word the element itself says: Dutch, B1. A test compares the tables with vocabulary/*.tsv.

/** Titles of needs: vocabulary/needs.tsv. @type {Record<string, string>} */
export const NEEDS = {
  herkenning: "Je vraagt je af of dit bij je hoort",
  mentale_gevolgen: "Wat ziekte of zorgen met je doet",
  overzicht_hulp: "Weten welke hulp er is",
  zelftest: "Zelf nagaan hoe het met je gaat",
  overbelasting: "Het is te veel",
  somberheid: "Je somber of bang voelen",
  hulp_vragen: "Hulp vragen en grenzen stellen",
  lotgenoten: "Mensen die hetzelfde meemaken",
  behandeling: "Praten met een dokter of psycholoog",
  respijtzorg: "De zorg even overdragen",
  praktische_hulp: "Hulp bij dagelijkse dingen",
  geld_en_regelingen: "Geld en regelingen",
  zelf_aan_de_slag: "Zelf aan de slag",
  leven_inrichten: "Je leven opnieuw inrichten",
  werk_en_studie: "Werk of studie",
  gezin_bespreekbaar: "Erover praten thuis",
  hulp_helpt_niet: "De hulp helpt niet genoeg",
  na_de_zorg: "De tijd erna",
  vast_aanspreekpunt: "Eén vast persoon die meedenkt",
  opleiding_richtlijn: "Scholing en richtlijnen",
  onderzoek_monitoring: "Onderzoek en cijfers",
};

/** Titles of bouwstenen: vocabulary/bouwstenen.tsv. @type {Record<string, string>} */
export const BOUWSTENEN = {
  1: "Snappen wat er speelt",
  2: "Op tijd merken dat het te veel wordt",
  3: "Hulp vinden die past",
  4: "Zelf meer grip krijgen",
  5: "Kijken hoe je verder kunt",
  6: "Leren voor je werk",
  7: "Zien wat werkt en wat er mist",
};

/** Titles of audiences: vocabulary/people.tsv. @type {Record<string, string>} */
export const AUDIENCES = {
  patient: "iemand met een ziekte of klachten",
  mantelzorger: "iemand die voor een ander zorgt",
  naaste: "partner, kind, ouder of vriend van iemand die ziek is",
  professional: "iemand die er voor het werk mee te maken heeft",
};

/** Help lines that need no service: safety/helplines.tsv. */
export const HELP_LINES = [
  { name: "112", phone: "112", when: "Bij direct gevaar, dag en nacht" },
  { name: "113 Zelfmoordpreventie", phone: "113", url: "https://www.113.nl", when: "Dag en nacht, gratis en anoniem" },
  { name: "Veilig Thuis", phone: "0800-2000", url: "https://www.veiligthuis.nl", when: "Bij geweld thuis. Dag en nacht, gratis" },
  { name: "De Luisterlijn", phone: "088 0767 000", url: "https://www.deluisterlijn.nl", when: "Voor een gesprek, dag en nacht" },
];

export const T = {
  heading: "Wegwijs",
  assistant: "Wegwijs",
  visitor: "Jij",
  helpButton: "Nu hulp nodig?",
  helpTitle: "Hier kun je nu terecht",
  menu: "Menu",
  back: "Eén stap terug",
  restart: "Begin opnieuw",
  human: "Praat met een mens",
  erase: "Wis mijn gesprek",
  privacyTitle: "Je bent hier anoniem. ",
  privacy:
    "Je hoeft je naam niet te zeggen. We bewaren wat je typt hoogstens 30 dagen, en zonder namen hoogstens 180 dagen. Wissen kan altijd: kies in het menu ‘Wis mijn gesprek’.",
  talk: "Gesprek",
  log: "Berichten",
  input: "Typ je bericht",
  send: "Verstuur",
  thinking: "Wegwijs denkt na…",
  slow: "Het duurt wat langer. Wegwijs is nog bezig.",
  choose: "Je kunt kiezen:",
  why: "Waarom dit",
  asks: "Wat vraagt het van je?",
  by: "Van",
  where: "Waar",
  stale: "Let op: deze gegevens moeten nog worden nagekeken.",
  safety: "Hulp voor nu",
  readAgain: "Lees dit nog eens",
  fold: "Maak dit kleiner",
  understood: "Dit heb ik begrepen",
  wrong: "Klopt niet",
  about: { audience: "Wie je bent", condition: "Ziekte", region: "Gemeente", needs: "Wat je zoekt", bouwsteen: "Waar het om gaat" },
  again: "Probeer opnieuw",
  anew: "Begin een nieuw gesprek",
  notSent: "Er ging iets mis",
  unreachable: "Ik krijg nu geen verbinding. Dat ligt niet aan jou. Je tekst staat er nog.",
  offline: "Het lijkt of je geen internet hebt. Je tekst staat er nog.",
  unreachableAtStart: "Het gesprek kan nu niet beginnen. Dat ligt niet aan jou.",
  ended: "Dit gesprek is gestopt",
  endedDetail: "Je kunt een nieuw gesprek beginnen.",
  callSomeone: "Wil je nu iemand spreken?",
  erased: "Je gesprek is gewist.",
  eraseTitle: "Wil je je gesprek wissen?",
  eraseDetail: "Alles wat je hebt verteld, wordt weggehaald. Dit kun je niet terugdraaien.",
  eraseYes: "Ja, wis mijn gesprek",
  eraseNo: "Nee, ga terug",
  eraseFailed: "Het wissen is niet gelukt. Je gesprek is er nog. Probeer het opnieuw.",
};

/** @param {number} count characters left */
export const counter = (count) =>
  count >= 0 ? `Nog ${count} tekens` : `${-count} tekens te veel. Maak je bericht korter, of stuur het in stukjes.`;
