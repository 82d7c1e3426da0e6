import { copyIn } from './docker-copy.ts';

test.each([
  ['COPY app /srv/app', undefined, ['app'], '/srv/app'],
  ['  add --chown=1000:1000 a.txt b.txt ./', undefined, ['a.txt', 'b.txt'], './'],
  ['COPY --link --from=build --chmod=755 /bin/web /bin/web ', 'build', ['/bin/web'], '/bin/web'],
  ['COPY ["my file", "other", "/srv/"]', undefined, ['my file', 'other'], '/srv/'],
  ['COPY <<EOF /etc/motd', undefined, [], '/etc/motd'],
])('%s', (instruction, from, sources, target) => {
  expect(copyIn(instruction)).toEqual({ from, sources, target });
});

test.each(['RUN cp a b', 'COPY app', '# COPY a b', 'COPYRIGHT a b'])('%s copies nothing', (instruction) => {
  expect(copyIn(instruction)).toBeUndefined();
});
