import { parseIni } from './ini.ts';

test('settings stand in the section above them, bare keys too', () => {
  const { sections, settings } = parseIni(
    'early=1\n# [no]\n[ mysqld ]\nmax_connections = 200 ; many\nskip-name-resolve\n!includedir /etc\n',
  );

  expect(sections).toEqual([{ name: 'mysqld', line: 3 }]);
  expect(settings.map(({ section, key, line }) => [section, key, line])).toEqual([
    [undefined, 'early', 1],
    ['mysqld', 'max_connections', 4],
    ['mysqld', 'skip-name-resolve', 5],
  ]);
});
