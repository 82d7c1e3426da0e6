import { cronJob, deployment, kube, ruleCases } from '../../testing.ts';
import { fieldLength } from './field-length.ts';

ruleCases(fieldLength, {
  accepts: {
    'a ConfigMap of half a mebibyte': [kube('v1/ConfigMap', {}, { data: { a: 'x'.repeat(512 * 1024) } })],
    'a name of 253 characters': [kube('v1/ConfigMap', { name: 'a'.repeat(253) })],
    'a CronJob of 52 characters': [cronJob({ name: 'a'.repeat(52), pod: { restartPolicy: 'Never' } })],
  },
  refuses: {
    'a ConfigMap above one mebibyte': {
      given: [kube('v1/ConfigMap', {}, { data: { a: 'é'.repeat(600 * 1024) } })],
      says: 'the ConfigMap has 1228801 bytes, at most 1048576 are taken',
    },
    'annotations above a quarter of it': {
      given: [kube('v1/ConfigMap', { annotations: { a: 'x'.repeat(256 * 1024) } })],
      says: 'the annotations have 262145 bytes, at most 262144 are taken',
    },
    'a CronJob whose Jobs have no room for a name': {
      given: [cronJob({ name: 'a'.repeat(53), pod: { restartPolicy: 'Never' } })],
      says: `"${'a'.repeat(53)}" has 53 characters, the name of a CronJob has at most 52`,
    },
    'a port name above 15 characters': {
      given: [deployment({ container: { ports: [{ name: 'http-management-api', containerPort: 80 }] } })],
      says: '"http-management-api" has 19 characters, a port\'s name has at most 15',
    },
  },
});
