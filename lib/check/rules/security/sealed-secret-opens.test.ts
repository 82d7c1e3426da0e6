import { kube, ruleCases } from '../../testing.ts';
import { sealedSecretOpens } from './sealed-secret-opens.ts';

const VALUE = 'AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq';
const sealed = (encryptedData: object, template: object = {}, meta: object = {}) =>
  kube(
    'bitnami.com/v1alpha1/SealedSecret',
    { name: 'db', namespace: 'blog', ...meta },
    { spec: { encryptedData, template: { metadata: { name: 'db', namespace: 'blog', ...template } } } },
  );

ruleCases(sealedSecretOpens, {
  accepts: {
    'a sealed value, and one by a shorter key': [sealed({ password: VALUE, other: 'AQCx0dU2' })],
    'a template without a name': [sealed({ password: VALUE }, { name: undefined, namespace: undefined })],
    'what somebody fills in': [sealed({ password: '${SEALED}', other: 'AgA...' }), sealed({ password: '<sealed>' }, {}, { name: 'db' })],
    'another name, sealed for all of the namespace': [
      sealed({ password: VALUE }, { name: 'old', annotations: { 'sealedsecrets.bitnami.com/namespace-wide': 'true' } }),
    ],
    'another namespace, sealed for the cluster': [
      sealed({ password: VALUE }, { namespace: 'shop' }, { annotations: { 'sealedsecrets.bitnami.com/cluster-wide': 'true' } }),
    ],
  },
  refuses: {
    'a value that is coded only': {
      given: [sealed({ password: 'YmxvZy1hZG1pbi0yMDI2' })],
      says: 'the value of password was not sealed by kubeseal',
    },
    'another name than it was sealed for': {
      given: [sealed({ password: VALUE }, { name: 'mysql' })],
      says: 'the SealedSecret has the name "db", and its template still "mysql"',
    },
    'a copy in another namespace': {
      given: [sealed({ password: VALUE }, { namespace: 'shop' })],
      says: 'the SealedSecret has the namespace "blog", and its template still "shop"',
    },
  },
});
