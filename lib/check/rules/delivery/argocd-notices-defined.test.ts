import { kube, ruleCases } from '../../testing.ts';
import { argocdNoticesDefined } from './argocd-notices-defined.ts';

const application = (subscription: string) =>
  kube('argoproj.io/v1alpha1/Application', {
    name: 'blog',
    namespace: 'argocd',
    annotations: { [`notifications.argoproj.io/subscribe.${subscription}`]: 'alerts' },
  });
const config = (data: object) => kube('v1/ConfigMap', { name: 'argocd-notifications-cm', namespace: 'argocd' }, { data });
const settings = {
  'service.slack': 'token: $slack-token',
  'template.degraded': 'message: x',
  'trigger.on-degraded': "- when: app.status.health.status == 'Degraded'\n  send: [degraded]\n",
};
const whole = config(settings);
const standing = (subscription: string) => config({ ...settings, subscriptions: `- ${subscription}\n` });

ruleCases(argocdNoticesDefined, {
  accepts: {
    'a trigger and a service that are there': [whole, application('on-degraded.slack')],
    'settings that stand elsewhere': [application('on-sync-failed.slack')],
    'a subscription to the default triggers': [whole, application('slack')],
    'a subscription of everybody': [standing('{ recipients: [slack:alerts], triggers: [on-degraded], selector: team=a }')],
    'subscriptions that are filled in': [standing('{{ subscriptions }}')],
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
    'a trigger without a service': {
      given: [whole, application('on-degraded')],
      says: 'it asks for the trigger on-degraded and names no service, and one word is read as a service',
      fix: 'Write subscribe.on-degraded.slack.',
    },
    'one trigger where a list is read': {
      given: [standing('{ recipients: [slack:alerts], trigger: on-degraded }')],
      says: 'a subscription has trigger, and the controller reads triggers there',
    },
    'a trigger and a service that a subscription of everybody makes up': {
      given: [standing('{ recipients: [teams:alerts], triggers: [on-failed] }')],
      says: [
        'a subscription sends to teams:alerts, and the services are slack',
        'a subscription waits for the trigger on-failed, and the triggers are on-degraded',
      ],
    },
    'a webhook of another name': {
      given: [
        config({ ...settings, 'service.webhook.github': 'url: https://x', 'template.degraded': 'webhook:\n  githb: { method: POST }\n' }),
      ],
      says: 'template degraded is for the webhook githb, and the services are slack, github',
      fix: 'Did you mean "github"?',
    },
    'a template that nobody defines': {
      given: [config({ 'template.app-degraded': 'message: x', 'trigger.on-degraded': '- when: "true"\n  send: [app-degradd]\n' })],
      says: 'trigger on-degraded sends the template app-degradd, and the templates are app-degraded',
      fix: 'Did you mean "app-degraded"?',
    },
  },
});
