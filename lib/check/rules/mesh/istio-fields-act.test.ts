import { kube, ruleCases } from '../../testing.ts';
import { istioFieldsAct } from './istio-fields-act.ts';

const route = (retryOn: string) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    {},
    { spec: { http: [{ retries: { attempts: 3, retryOn }, route: [{ destination: { host: 'web' } }] }] } },
  );
const rule = (outlierDetection: object) =>
  kube('networking.istio.io/v1/DestinationRule', {}, { spec: { host: 'web', trafficPolicy: { outlierDetection } } });
const policy = (paths: readonly string[], action = 'ALLOW') =>
  kube('security.istio.io/v1/AuthorizationPolicy', {}, { spec: { action, rules: [{ to: [{ operation: { paths } }] }] } });

ruleCases(istioFieldsAct, {
  accepts: {
    'conditions of Envoy': [route('5xx,reset, connect-failure,refused-stream')],
    'codes and conditions of gRPC': [route('503,unavailable')],
    'no retries': [kube('networking.istio.io/v1/VirtualService', {}, { spec: { http: [{}] } })],
    'what Istio counts': [rule({ consecutive5xxErrors: 5 })],
    'paths with a star, and whole ones': [policy(['/api/*', '/', '/health'])],
    'the path itself and all below': [policy(['/api/', '/api/*'])],
  },
  refuses: {
    'more than all': { given: [rule({ maxEjectionPercent: 500 })], says: 'maxEjectionPercent is 500, and a share is 0 to 100' },
    'methods in small letters': {
      given: [
        kube(
          'security.istio.io/v1/AuthorizationPolicy',
          {},
          { spec: { action: 'ALLOW', rules: [{ to: [{ operation: { methods: ['get', 'POST'] } }] }] } },
        ),
      ],
      says: 'methods are get, and those of requests are GET',
      fix: 'Write GET.',
    },
    'a condition that is off by some letters': {
      given: [route('5xx,connection-failure')],
      says: '"connection-failure" is no condition on which Istio tries again',
      fix: 'Did you mean "connect-failure"?',
    },
    'the counter of old': {
      given: [rule({ consecutiveErrors: 5 })],
      says: 'consecutiveErrors is 5, and Istio reads consecutive5xxErrors and consecutiveGatewayErrors',
    },
    'a path without its star': { given: [policy(['/api/'])], says: '/api/ is this one path, and nothing below it' },
  },
});
