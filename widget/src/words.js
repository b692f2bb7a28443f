// Every word the element itself says: Dutch, B1. Modules import all of them as `T`; what a name stands for is known when
// the file is built, which saves a tenth of it. So no name is looked up while it runs (`T[name]`).

/** Help lines that need no service: safety/helplines.tsv. */
export const HELP_LINES = [
  { name: "112", phone: "112", when: "Bij direct gevaar, dag en nacht" },
  { name: "113 Zelfmoordpreventie", phone: "113", when: "Dag en nacht, gratis en anoniem" },
  { name: "Veilig Thuis", phone: "0800-2000", when: "Bij geweld thuis. Dag en nacht, gratis" },
  { name: "De Luisterlijn", phone: "088 0767 000", when: "Voor een gesprek, dag en nacht" },
];

export const heading = "Wegwijs";
export const visitor = "Jij";
export const helpButton = "Nu hulp nodig?";
export const helpTitle = "Hier kun je nu terecht";
export const menu = "Menu";
export const close = "Sluit";
export const launch = "Vraag hulp";
export const goOn = "Verder praten";
export const news = "Er is een antwoord";
export const back = "Eén stap terug";
export const restart = "Begin opnieuw";
export const keep = "Bewaar mijn gesprek";
export const human = "Praat met een mens";
export const erase = "Wis mijn gesprek";
export const letters = "Letters";
export const bigger = "Groter";
export const smaller = "Kleiner";
export const privacyTitle = "Je bent hier anoniem. ";
export const privacy = "Je hoeft je naam niet te zeggen. We bewaren je gesprek hoogstens een half jaar. Wissen kan altijd, in het menu.";
export const privacyOf = "Privacy bij ";
export const thisWebsite = "deze website";
export const talk = "Gesprek";
export const log = "Berichten";
export const input = "Typ je bericht";
export const send = "Verstuur";
export const listen = "Luister";
export const stop = "Stop";
export const readAll = "Lees antwoorden voor";
export const dictate = "Spreek";
export const dictateDetail = "Je browser maakt tekst van je stem. Daarvoor kan het geluid naar de maker van je browser gaan. Vind je dat goed? Tik dan nog een keer op ‘Spreek’.";
export const listening = "Ik luister. Praat maar.";
export const lookAgain = "Lees na wat er staat. Tik dan op ‘Verstuur’.";
export const nothingHeard = "Ik hoorde niets. Probeer het nog eens.";
export const notAllowed = "Ik mag je microfoon niet gebruiken. Typ je bericht.";
export const noDictation = "Inspreken lukt nu niet. Typ je bericht.";
export const thinking = "Wegwijs denkt na…";
export const slow = "Het duurt wat langer. Wegwijs is nog bezig.";
export const choose = "Je kunt kiezen:";
export const why = "Waarom dit";
export const asks = "Wat vraagt het van je?";
export const by = "Van";
export const where = "Waar";
export const stale = "Let op: deze gegevens moeten nog worden nagekeken.";
export const safety = "Hulp voor nu";
export const readAgain = "Lees dit nog eens";
export const fold = "Maak dit kleiner";
export const understood = "Dit heb ik begrepen";
export const wrong = "Klopt niet";
export const about = { audience: "Wie je bent", condition: "Ziekte", region: "Gemeente", needs: "Wat je zoekt", bouwsteen: "Waar het om gaat" };
export const again = "Probeer opnieuw";
export const anew = "Begin een nieuw gesprek";
export const notSent = "Er ging iets mis";
export const unreachable = "Ik krijg nu geen verbinding. Dat ligt niet aan jou.";
export const offline = "Het lijkt of je geen internet hebt.";
export const noAnswer = "Op je laatste bericht kwam geen antwoord. Stuur het nog een keer.";
export const textStays = "Je tekst staat er nog.";
export const keepsTrying = "Ik blijf het zelf proberen.";
export const form = "Of gebruik het formulier";
export const callSomeone = "Wil je nu iemand spreken?";
export const erased = "Je gesprek is gewist.";
export const eraseTitle = "Wil je je gesprek wissen?";
export const eraseDetail = "Alles wat je hebt verteld, is dan weg. Dat blijft zo.";
export const eraseYes = "Ja, wis mijn gesprek";
export const eraseNo = "Nee, ga terug";
export const eraseFailed = "Het wissen is niet gelukt. Probeer het opnieuw.";

/** @param {number} count characters left */
export const counter = (count) =>
  count >= 0 ? `Nog ${count} tekens` : `${-count} tekens te veel. Stuur het in stukjes.`;
