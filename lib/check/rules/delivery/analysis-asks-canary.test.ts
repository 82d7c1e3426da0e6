import { kube, ruleCases, service, template } from '../../testing.ts';
import { analysisAsksCanary } from './analysis-asks-canary.ts';

const shop = { namespace: 'shop' };
const rollout = (strategy: object) =>
  kube('argoproj.io/v1alpha1/Rollout', { ...shop, name: 'web' }, { spec: { template: template({ labels: { app: 'web' } }), strategy } });
const canary = rollout({
  canary: {
    canaryService: 'web-canary',
    stableService: 'web-stable',
    steps: [{ setWeight: 20 }, { analysis: { templates: [{ templateName: 'smoke' }] } }],
  },
});
const preview = rollout({
  blueGreen: { activeService: 'web', previewService: 'web-preview', prePromotionAnalysis: { templates: [{ templateName: 'smoke' }] } },
});
const services = ['web', 'web-canary', 'web-stable', 'web-preview'].map((name) => service({ ...shop, name, selector: { app: 'web' } }));
const smoke = (url: string) =>
  kube(
    'argoproj.io/v1alpha1/AnalysisTemplate',
    { ...shop, name: 'smoke' },
    {
      spec: {
        metrics: [
          {
            name: 'smoke',
            provider: { job: { spec: { template: { spec: { containers: [{ name: 'curl', args: [`curl -sf ${url}`] }] } } } } },
          },
        ],
      },
    },
  );
const page = (url: string) =>
  kube(
    'argoproj.io/v1alpha1/AnalysisTemplate',
    { ...shop, name: 'smoke' },
    { spec: { metrics: [{ name: 'page', provider: { web: { url } } }] } },
  );

ruleCases(analysisAsksCanary, {
  accepts: {
    'the Service of the new pods': [canary, ...services, smoke('http://web-canary.shop/healthz')],
    'an address that an argument fills in': [canary, ...services, page('http://{{args.service}}.shop/healthz')],
    'another program': [canary, ...services, service({ ...shop, name: 'db', selector: { app: 'db' } }), smoke('http://db:8080/ready')],
    'a canary without a Service of its own': [
      rollout({ canary: { steps: [{ setWeight: 20 }] } }),
      ...services,
      smoke('http://web/healthz'),
    ],
    'the preview': [preview, ...services, page('http://web-preview.shop.svc.cluster.local/healthz')],
    'a look at all after the promotion': [
      rollout({
        blueGreen: {
          activeService: 'web',
          previewService: 'web-preview',
          postPromotionAnalysis: { templates: [{ templateName: 'smoke' }] },
        },
      }),
      ...services,
      smoke('http://web.shop/healthz'),
    ],
  },
  refuses: {
    'a Service of all pods': {
      given: [canary, ...services, smoke('http://web.shop/healthz')],
      says: 'smoke calls http://web.shop, which is a Service of old and new pods alike; the new ones are behind web-canary',
      fix: 'Call web-canary.',
    },
    'the Service of the old pods': {
      given: [canary, ...services, page('http://web-stable.shop.svc.cluster.local:80/healthz')],
      says: 'smoke calls http://web-stable.shop.svc.cluster.local:80, which is the Service of the old pods; the new ones are behind web-canary',
    },
    'the active Service before the promotion': {
      given: [preview, ...services, page('http://web/healthz')],
      says: 'smoke calls http://web, which is the Service of the old pods; the new ones are behind web-preview',
    },
  },
});
