// Prints compatibility.txt: node compatibility.mjs > compatibility.txt
// What NFKC makes of letters, digits and signs in other shapes (full width, bold, circled, Arabic forms), in runs of neighbours.
const isWanted = text => [...text].every(one => /[\p{L}\p{N}\p{P}\p{S}\p{M} ]/u.test(one));
const isLeftOut = code => (code >= 0xAC00 && code < 0xD7B0) || (code >= 0xD800 && code < 0xE000)
    || (code >= 0xF900 && code < 0xFB00) || (code >= 0x2F800 && code < 0x2FA20) || (code >= 0x3200 && code < 0x3400);
const runs = [];
for (let code = 0x80; code < 0x20000; code++) {
    if (isLeftOut(code)) continue;
    const from = String.fromCodePoint(code);
    const to = from.normalize('NFKC');
    if (to === from || to === from.normalize('NFC') || to.length > 8 || !isWanted(to)) continue;
    const last = runs.at(-1);
    const isNext = last && [...to].length === 1 && [...last.to].length === 1
        && last.from + last.count === code && last.to.codePointAt(0) + last.count === to.codePointAt(0);
    if (isNext) last.count++; else runs.push({ from: code, count: 1, to });
}
console.log('# Compatibility forms (NFKC) of letters, digits and signs: first code point, how many in a row, what the first becomes.');
console.log(`# Made by compatibility.mjs from Unicode ${process.versions.unicode} (Unicode License v3).`);
const hex = code => code.toString(16).toUpperCase().padStart(4, '0');
for (const run of runs) console.log(`${hex(run.from)} ${run.count} ${[...run.to].map(one => hex(one.codePointAt(0))).join(' ')}`);
