import { readOnly, rootWith, unprivileged } from './security.ts';

test('an ordinary program runs as nobody, cannot become root and has no capability (L-12)', () => {
  expect(unprivileged()).toEqual({
    runAsNonRoot: true,
    runAsUser: 65534,
    runAsGroup: 65534,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test('an image with a user of its own names it, and keeps the group that belongs to it', () => {
  expect(unprivileged(1000)).toMatchObject({ runAsUser: 1000 });
  expect(unprivileged(1000)).not.toHaveProperty('runAsGroup');
});

test('a program that starts as root gets back just what it names, and says nothing about its user', () => {
  expect(rootWith('CHOWN', 'SETUID')).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], add: ['CHOWN', 'SETUID'] },
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test('a read-only root changes nothing else', () => {
  expect(readOnly(unprivileged())).toEqual({ ...unprivileged(), readOnlyRootFilesystem: true });
});

test('no capability that would undo the rest can be asked for', () => {
  // @ts-expect-error SYS_ADMIN is as good as root
  rootWith('SYS_ADMIN');
});
