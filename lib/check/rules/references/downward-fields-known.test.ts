import { deployment, ruleCases } from '../../testing.ts';
import { downwardFieldsKnown } from './downward-fields-known.ts';

const field = (fieldPath: string) => deployment({ container: { env: [{ name: 'X', valueFrom: { fieldRef: { fieldPath } } }] } });
const figure = (containerName: string) =>
  deployment({ container: { env: [{ name: 'X', valueFrom: { resourceFieldRef: { containerName, resource: 'limits.memory' } } }] } });
const file = (fieldPath: string) =>
  deployment({ pod: { volumes: [{ name: 'info', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath } }] } }] } });

ruleCases(downwardFieldsKnown, {
  accepts: {
    'fields that there are': [field('status.podIP'), field("metadata.labels['app']"), field('spec.nodeName')],
    'figures of the container': [figure('app')],
    'all labels in a file': [file('metadata.labels')],
    'a value that is written out': [deployment({ container: { env: [{ name: 'X', value: 'status.podIPS' }] } })],
  },
  refuses: {
    'a field in other letters': {
      given: [field('status.podIPS')],
      says: 'status.podIPS is no field that a pod tells of itself',
      fix: 'Did you mean "status.podIPs"?',
    },
    'all labels in a variable': { given: [field('metadata.labels')], says: 'metadata.labels is no field that a pod tells of itself' },
    'the node in a file': { given: [file('spec.nodeName')], says: 'spec.nodeName is no field that a pod tells of itself' },
    'a container that was renamed': {
      given: [figure('application')],
      says: 'there is no container "application" in the pod, which has app',
    },
  },
});
