import { kube, ruleCases } from '../../testing.ts';
import { classExpands } from './class-expands.ts';

const storageClass = (provisioner: string, rest: object = {}): ReturnType<typeof kube> => ({
  ...kube('storage.k8s.io/v1/StorageClass', { name: 'fast' }),
  provisioner,
  ...rest,
});

ruleCases(classExpands, {
  accepts: {
    'a class that lets them grow': [storageClass('driver.longhorn.io', { allowVolumeExpansion: true })],
    'a driver that cannot': [storageClass('rancher.io/local-path'), storageClass('kubernetes.io/no-provisioner')],
  },
  refuses: {
    'a class that says nothing': {
      given: [storageClass('driver.longhorn.io')],
      says: 'fast does not let volumes grow, which driver.longhorn.io could',
    },
    'a switch in the values of Longhorn': {
      given: [
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'longhorn' },
          {
            spec: {
              source: {
                repoURL: 'https://charts.longhorn.io',
                chart: 'longhorn',
                targetRevision: '1.7.2',
                helm: { valuesObject: { persistence: { allowVolumeExpansion: false } } },
              },
              destination: { namespace: 'longhorn-system' },
            },
          },
        ),
      ],
      says: 'the class of Longhorn does not let volumes grow',
    },
  },
});
