import { deployment, kube, ruleCases } from '../../testing.ts';
import { meshPolicySelects } from './mesh-policy-selects.ts';

const policy = (app: string, namespace = 'blog') =>
  kube('security.istio.io/v1/AuthorizationPolicy', { namespace }, { spec: { selector: { matchLabels: { app } } } });
const filter = (labels: Record<string, string>, namespace = 'istio-system') =>
  kube('networking.istio.io/v1alpha3/EnvoyFilter', { namespace }, { spec: { workloadSelector: { labels } } });
const web = deployment({ namespace: 'blog' });

ruleCases(meshPolicySelects, {
  accepts: {
    'pods of its namespace': [web, policy('web')],
    'pods of any namespace, from the root': [web, policy('web', 'istio-system')],
    'a gateway of a chart': [web, filter({ istio: 'ingressgateway' })],
    'a namespace whose pods are not in the tree': [web, policy('was', 'shop')],
    'pods that an operator makes': [web, kube('keycloak.org/v2alpha1/Keycloak', { name: 'login', namespace: 'blog' }), policy('login')],
    'no selector': [web, kube('telemetry.istio.io/v1/Telemetry', { namespace: 'blog' }, { spec: {} })],
  },
  refuses: {
    'a label that no pod has': { given: [web, policy('was')], says: 'no pod of "blog" carries app=was' },
    'pods of another namespace': {
      given: [web, deployment({ name: 'was', namespace: 'shop', labels: { app: 'was' } }), policy('was')],
      says: 'no pod of "blog" carries app=was; the pods of Deployment was in "shop" do',
      fix: 'Move the policy to "shop".',
    },
    'a gateway that is not there, where everything is known': {
      given: [web, filter({ istio: 'ingress-gateway' })],
      facts: { whole: true },
      says: 'no pod of "istio-system" carries istio=ingress-gateway',
    },
    'three that are about the pods of another tree': {
      given: [web, policy('was'), policy('auth'), policy('mail')],
      says: ['no pod of "blog" carries app=auth', 'no pod of "blog" carries app=mail', 'no pod of "blog" carries app=was'],
    },
    'a filter': { given: [web, filter({ app: 'was' }, 'blog')], says: 'no pod of "blog" carries app=was' },
  },
});
