import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { strictMtlsOriginated } from './strict-mtls-originated.ts';

const namespace = 'shop';
const mtls = (mode: string) =>
  kube('security.istio.io/v1/PeerAuthentication', { name: 'default', namespace }, { spec: { mtls: { mode } } });
const rule = (host: string) =>
  kube(
    'networking.istio.io/v1/DestinationRule',
    { name: 'mtls', namespace },
    { spec: { host, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } } },
  );
const istiod = (meshConfig: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod' },
    {
      spec: {
        source: {
          repoURL: 'https://istio-release.storage.googleapis.com/charts',
          chart: 'istiod',
          targetRevision: '1.20.1',
          helm: { valuesObject: { meshConfig } },
        },
        destination: { namespace: 'istio-system' },
      },
    },
  );
const tree = [meshed(namespace), deployment({ name: 'web', namespace }), service({ name: 'web', namespace, selector: { app: 'web' } })];
const off = istiod({ enableAutoMtls: false });

ruleCases(strictMtlsOriginated, {
  accepts: {
    'mTLS by itself': [...tree, mtls('STRICT'), istiod({})],
    'a rule for all': [...tree, mtls('STRICT'), off, rule('*.shop.svc.cluster.local')],
    'a rule for the Service': [...tree, mtls('STRICT'), off, rule('web')],
    'plain text that is taken': [...tree, mtls('PERMISSIVE'), off],
    'pods without a Service': [meshed(namespace), deployment({ name: 'web', namespace }), mtls('STRICT'), off],
  },
  refuses: {
    'no rule at all': {
      given: [...tree, mtls('STRICT'), off],
      says: 'STRICT, while meshConfig.enableAutoMtls is false and no DestinationRule says ISTIO_MUTUAL for web',
    },
    'a rule for another Service': {
      given: [...tree, mtls('STRICT'), off, rule('api')],
      says: 'STRICT, while meshConfig.enableAutoMtls is false and no DestinationRule says ISTIO_MUTUAL for web',
    },
  },
});
