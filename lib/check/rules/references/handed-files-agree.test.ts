import { deployment, kube, ruleCases } from '../../testing.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { handedFilesAgree } from './handed-files-agree.ts';

const shared = { name: 'work', emptyDir: {} };

function pod(
  giver: { args: readonly string[]; at?: string | undefined },
  taker: { args: readonly string[]; at?: string | undefined },
): KubeObject {
  const mounts = (at = '/share') => (at === '' ? [] : [{ name: 'work', mountPath: at }]);
  return deployment({
    container: { args: taker.args, volumeMounts: mounts(taker.at) },
    pod: {
      volumes: [shared],
      initContainers: [{ name: 'fetch', image: 'curlimages/curl:8.5.0', args: giver.args, volumeMounts: mounts(giver.at) }],
    },
  });
}

ruleCases(handedFilesAgree, {
  accepts: {
    'one name in one folder': [pod({ args: ['-o', '/share/agent.jar'] }, { args: ['-javaagent:/share/agent.jar'] })],
    'one name in a folder each': [pod({ args: ['-o', '/data/agent.jar'], at: '/data' }, { args: ['-javaagent:/share/agent.jar'] })],
    'an archive that is unpacked': [
      pod({ args: ['tar xf /tmp/a.tar -C /share && rm /share/b.jar'] }, { args: ['-javaagent:/share/agent.jar'] }),
    ],
    'a name with the day in it': [pod({ args: ['dump > /share/$(date +%F).sql'] }, { args: ['cp /share/$(date +%F).sql s3://x'] })],
    'whatever lies in the folder': [pod({ args: ['dump > /share/$(date +%H%M%S).sql'] }, { args: ['cp /share/*.sql s3://x'] })],
    'a folder of its own, which it makes': [pod({ args: ['mkdir -p /shares && cp a /shares/a'] }, { args: ['serve'] })],
    'folders of the image': [pod({ args: ['cp /usr/share/x /share/x'] }, { args: ['/etc/app.conf', '/app/run'] })],
    'a pod of one container': [
      kube(
        'v1/Pod',
        {},
        {
          spec: {
            containers: [{ name: 'a', args: ['/shares/x'], volumeMounts: [{ name: 'work', mountPath: '/share' }] }],
            volumes: [shared],
          },
        },
      ),
    ],
  },
  refuses: {
    'another name': {
      given: [pod({ args: ['-o', '/share/otel.jar'] }, { args: ['-javaagent:/share/agent.jar'] })],
      says: '/share/agent.jar is not there: the init containers put otel.jar on volume work',
    },
    'two looks at the clock': {
      given: [pod({ args: ['dump > /share/$(date +%Y%m%d-%H%M%S).sql'] }, { args: ['cp /share/$(date +%Y%m%d-%H%M%S).sql s3://x'] })],
      says: 'app looks in /share for a file with the time of day in its name, which fetch took some seconds before',
    },
    'a folder that is off by a letter': {
      given: [pod({ args: ['dump > /share/a.sql'] }, { args: ['cp /shares/a.sql s3://x'] })],
      says: '/shares/a.sql lies on no volume of this container: it mounts /share',
    },
    'a volume that one of them does not mount': {
      given: [pod({ args: ['dump > /share/a.sql'], at: '' }, { args: ['cp /share/a.sql s3://x'] })],
      says: '/share/a.sql lies on no volume of this container: the volume work, which others mount at /share, is not mounted here',
    },
  },
});
