import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { oneDefaultClass } from './one-default-class.ts';

const storageClass = (name: string, isDefault: string) =>
  kube(
    'storage.k8s.io/v1/StorageClass',
    { name, annotations: { 'storageclass.kubernetes.io/is-default-class': isDefault } },
    { provisioner: 'x' },
  );

ruleCases(oneDefaultClass, {
  accepts: {
    'one default': [storageClass('longhorn', 'true'), storageClass('local-path', 'false')],
    'a chart that is told to make none': [
      storageClass('local-path', 'true'),
      chartApplication('longhorn', 'longhorn-system', { persistence: { defaultClass: false } }),
    ],
    'the class of the chart, written out': [storageClass('longhorn', 'true'), chartApplication('longhorn', 'longhorn-system', {})],
    'the same class twice, which another rule tells': [storageClass('longhorn', 'true'), storageClass('longhorn', 'true')],
  },
  refuses: {
    'two defaults': {
      given: [storageClass('longhorn', 'true'), storageClass('local-path', 'true')],
      says: ['longhorn is the default class, too', 'local-path is the default class, too'],
    },
    'the one of Longhorn’s chart': {
      given: [
        storageClass('local-path', 'true'),
        chartApplication('longhorn', 'longhorn-system', { persistence: { reclaimPolicy: 'Retain' } }),
      ],
      says: 'longhorn is the default class, too, which its chart makes so (persistence.defaultClass)',
    },
    'one of a chart beside ours': {
      given: [storageClass('longhorn', 'true')],
      provided: [storageClass('local-path', 'true')],
      says: 'local-path is the default class, too',
    },
  },
});
