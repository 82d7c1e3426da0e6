import { kube, ruleCases } from '../../testing.ts';
import { argocdNoticesDefined } from './argocd-notices-defined.ts';

const application = (subscription: string) =>
  kube('argoproj.io/v1alpha1/Application', {
    name: 'blog',
    namespace: 'argocd',
    annotations: { [`notifications.argoproj.io/subscribe.${subscription}`]: 'alerts' },
  });
const config = (data: object) => kube('v1/ConfigMap', { name: 'argocd-notifications-cm', namespace: 'argocd' }, { data });
const whole = config({
  'service.slack': 'token: $slack-token',
  'template.degraded': 'message: x',
  'trigger.on-degraded': "- when: app.status.health.status == 'Degraded'\n  send: [degraded]\n",
});

ruleCases(argocdNoticesDefined, {
  accepts: {
    'a trigger and a service that are there': [whole, application('on-degraded.slack')],
    'settings that stand elsewhere': [application('on-sync-failed.slack')],
    'a subscription to the default triggers': [whole, application('slack')],
  },
  refuses: {
    'a trigger that nobody defines': {
      given: [whole, application('on-sync-failed.slack')],
      says: 'it waits for the trigger on-sync-failed, and the triggers are on-degraded',
    },
    'a service that nobody defines': {
      given: [whole, application('on-degraded.slak')],
      says: 'it sends by the service slak, and the services are slack',
      fix: 'Did you mean "slack"?',
    },
    'a template that nobody defines': {
      given: [config({ 'template.app-degraded': 'message: x', 'trigger.on-degraded': '- when: "true"\n  send: [app-degradd]\n' })],
      says: 'trigger on-degraded sends the template app-degradd, and the templates are app-degraded',
      fix: 'Did you mean "app-degraded"?',
    },
  },
});
