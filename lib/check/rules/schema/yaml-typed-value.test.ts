import { deployment, kube, ruleCases } from '../../testing.ts';
import { yamlTypedValue } from './yaml-typed-value.ts';

const variable = (value: unknown) => deployment({ container: { env: [{ name: 'A', value }] } });

ruleCases(yamlTypedValue, {
  accepts: {
    'a number in quotes': [variable('8080')],
    'a word that YAML 1.2 leaves alone': [variable('on')],
    'an empty value': [variable(null)],
    'numbers where numbers belong': [deployment({ spec: { replicas: 2 } })],
    'a value of a chart': [kube('v1/ConfigMap', {}, { data: { 'values.yaml': 'debug: true' } })],
  },
  refuses: {
    'a boolean as variable': {
      given: [variable(true)],
      says: 'the boolean true stands where a text must stand',
      fix: 'Put it in quotes as it was meant, such as "true".',
    },
    'a number as variable': { given: [variable(8)], says: 'the number 8 stands where a text must stand' },
    'a number in a ConfigMap': {
      given: [kube('v1/ConfigMap', {}, { data: { port: 80 } })],
      says: 'the number 80 stands where a text must stand',
    },
    'a number in a Secret, which is not repeated': {
      given: [kube('v1/Secret', {}, { stringData: { pin: 1234 } })],
      says: 'a number stands where a text must stand',
    },
    'a boolean as annotation': {
      given: [
        kube(
          'v1/Service',
          {},
          { metadata: { name: 'web', annotations: { 'prometheus.io/scrape': true } }, spec: { ports: [{ port: 80 }] } },
        ),
      ],
      says: 'the boolean true stands where a text must stand',
    },
  },
});
