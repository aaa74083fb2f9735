"""Other names of peoples and countries that don't begin alike."""

from qa.english.words import stem

_SAME = """
American: America US USA U.S. United Washington
US: America American United
USA: America American US United
Britain: UK British United England
British: UK Britain United
UK: Britain British United
English: England
French: France
France: French
Dutch: Netherlands Holland
Netherlands: Dutch
Spanish: Spain
Spain: Spanish
German: Germany
Greek: Greece
Greece: Greek
Danish: Denmark
Denmark: Danish
Swedish: Sweden
Swiss: Switzerland
Switzerland: Swiss
Polish: Poland
Poland: Polish
Turkish: Turkey
Turkey: Turkish
Irish: Ireland
Ireland: Irish
Welsh: Wales
Scottish: Scotland
Scotland: Scottish
Finnish: Finland
Norwegian: Norway
Norway: Norwegian
Chinese: China Beijing
Russian: Russia Moscow
Burmese: Burma Myanmar
"""
# Stem → stems. Regular pairs ("Iranian", "Iran") share their beginning and need no entry.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    stem(name): tuple(stem(word) for word in others.replace(".", "").split())
    for name, others in (line.split(": ") for line in _SAME.strip().splitlines())
}
