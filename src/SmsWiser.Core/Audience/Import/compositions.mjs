// Writes compositions.txt from the Unicode data inside node: node compositions.mjs > compositions.txt
const hex = text => text.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');

console.log(`# Unicode canonical composition: base, mark, composed. Hangul syllables are computed instead.
# Made by compositions.mjs from Unicode ${process.versions.unicode} (Unicode License v3).`);
for (let code = 0xC0; code <= 0xFFFF; code++) {
  if ((code >= 0xD800 && code < 0xE000) || (code >= 0xAC00 && code <= 0xD7A3)) continue;
  const text = String.fromCodePoint(code);
  const parts = [...text.normalize('NFD')];
  if (parts.length < 2 || text.normalize('NFC') !== text) continue;
  const base = parts.slice(0, -1).join('').normalize('NFC');
  if ([...base].length === 1) console.log(`${hex(base)} ${hex(parts.at(-1))} ${hex(text)}`);
}
