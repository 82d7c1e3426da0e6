import { deployment, ruleCases } from '../../testing.ts';
import { scratchShared } from './scratch-shared.ts';

const mount = (name: string, mountPath: string) => ({ volumeMounts: [{ name, mountPath }] });
const pod = (volume: string, main: Readonly<Record<string, unknown>>, more: { sidecar?: object; init?: object }) =>
  deployment({
    namespace: 'shop',
    container: main,
    pod: {
      volumes: [{ name: volume, emptyDir: {} }],
      ...(more.init === undefined ? {} : { initContainers: [{ name: 'fetch', image: 'busybox:1.36', ...more.init }] }),
      ...(more.sidecar === undefined
        ? {}
        : {
            containers: [
              { name: 'app', image: 'acme/app:1', ...main },
              { name: 'sync', image: 'acme/sync:1', ...more.sidecar },
            ],
          }),
    },
  });
const fetch = { command: ['sh', '-c', 'wget -O /plugins/a.jar http://files/a.jar'], ...mount('plugins', '/plugins') };

ruleCases(scratchShared, {
  accepts: {
    'a volume of both': [pod('shared-data', mount('shared-data', '/data'), { sidecar: mount('shared-data', '/data') })],
    'what an init container fetches, and the program reads': [pod('plugins', mount('plugins', '/opt/plugins'), { init: fetch })],
    'a folder for itself': [
      pod('tmp', {}, { init: { command: ['sh', '-c', 'echo > /tmp/x'], ...mount('tmp', '/tmp') } }),
      pod('npm-cache', {}, { init: { command: ['npm', 'ci', '--cache', '/npm-cache'], ...mount('npm-cache', '/npm-cache') } }),
      pod('buffer', {}, { sidecar: mount('buffer', '/buffer') }),
    ],
    'one container alone': [
      deployment({ container: mount('shared-data', '/data'), pod: { volumes: [{ name: 'shared-data', emptyDir: {} }] } }),
    ],
  },
  refuses: {
    'a volume between two that one mounts': {
      given: [pod('shared-data', {}, { sidecar: mount('shared-data', '/data') })],
      says: 'volume "shared-data" is mounted by "sync" alone, of 2 containers',
      fix: 'Mount it in the other container as well.',
    },
    'files that nobody reads': {
      given: [pod('plugins', {}, { init: fetch })],
      says: 'init container "fetch" writes to /plugins (volume "plugins"), and no container mounts that volume',
    },
  },
});
