// Writes countries.txt from the metadata of the npm package libphonenumber-js:
//   npm install libphonenumber-js && node countries.mjs > countries.txt
import { createRequire } from 'node:module';

const require = createRequire(process.argv[2] ? `${process.argv[2]}/` : import.meta.url);
const metadata = require('libphonenumber-js/metadata.max.json');
const { version } = require('libphonenumber-js/package.json');

// Fields of a country: 0 calling code, 1 international prefix, 3 lengths, 5 trunk prefix, 11 kinds of numbers (0 fixed, 1 mobile; [pattern, lengths]).
const lengths = country => {
  const kinds = (country[11] ?? []).slice(0, 2).filter(kind => kind);
  const used = kinds.length ? kinds.flatMap(kind => kind[1] ?? country[3]) : country[3];
  return [...new Set(used)].filter(length => length + country[0].length <= 15).sort((a, b) => a - b);
};
const line = (name, country) =>
  [name, country[0], /^\d+$/.test(country[1] || '-') ? country[1] : '-', country[5] || '-', lengths(country).join(',')].join(' ');

console.log(`# Country, calling code, international prefix, trunk prefix, lengths of national fixed and mobile numbers; "-" = none, "001" = no country.
# Made by countries.mjs on ${new Date().toISOString().slice(0, 10)} from libphonenumber-js ${version} (MIT License, © catamphetamine),
# which derives it from Google's libphonenumber (Apache License 2.0, © The Libphonenumber Authors).`);
for (const code of Object.keys(metadata.country_calling_codes).sort()) {
  for (const name of metadata.country_calling_codes[code]) {
    if (name !== '001') console.log(line(name, metadata.countries[name]));
  }
}
for (const code of Object.keys(metadata.nonGeographic).sort()) console.log(line('001', metadata.nonGeographic[code]));
