import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { webhookAnswers } from './webhook-answers.ts';

const wave = (value: number) => ({ 'argocd.argoproj.io/sync-wave': String(value) });
const pods = (annotations?: Record<string, string>) =>
  deployment({ name: 'policy', namespace: 'policy', labels: { app: 'policy' }, ...(annotations === undefined ? {} : { annotations }) });
const front = service({ name: 'policy', namespace: 'policy', selector: { app: 'policy' } });
const webhook = (resources: string[], more: object = {}, annotations?: Record<string, string>) =>
  kube(
    'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
    { name: 'policy', ...(annotations === undefined ? {} : { annotations }) },
    {
      webhooks: [
        {
          name: 'policy.example.com',
          clientConfig: { service: { name: 'policy', namespace: 'policy' } },
          rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE'], resources }],
          ...more,
        },
      ],
    },
  );
const notItself = { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['policy'] }] };
const ingress = (value: number) => kube('networking.k8s.io/v1/Ingress', { name: 'web', annotations: wave(value) });

ruleCases(webhookAnswers, {
  accepts: {
    'other pods only': [pods(), front, webhook(['pods'], { namespaceSelector: notItself })],
    'pods that carry no such label': [pods(), front, webhook(['pods'], { objectSelector: { matchLabels: { judged: 'yes' } } })],
    'an answer that may be missing': [pods(), front, webhook(['pods'], { failurePolicy: 'Ignore' })],
    'other kinds': [pods(), front, webhook(['ingresses'])],
    'pods that are not here': [webhook(['pods'])],
    'no waves': [pods(), front, webhook(['ingresses'], {}, wave(0)), ingress(0)],
    'pods before what is judged': [pods(wave(1)), front, webhook(['ingresses'], {}, wave(2)), ingress(3)],
    'a configuration that comes last': [pods(wave(1)), front, webhook(['ingresses'], {}, wave(2)), ingress(1)],
  },
  refuses: {
    'its own pods': {
      given: [pods(), front, webhook(['pods'])],
      says: 'the webhook policy.example.com is asked about the pods of Deployment policy, which answer it',
    },
    'pods after what is judged': {
      given: [pods(wave(3)), front, webhook(['ingresses'], {}, wave(1)), ingress(2)],
      says: 'the webhook policy.example.com is asked about Ingress web in wave 2, and Deployment policy, which answers, comes in wave 3',
    },
  },
});
