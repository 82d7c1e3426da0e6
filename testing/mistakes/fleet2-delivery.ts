import { mistake } from './apps.ts';
import { repository } from './clusters-pieces.ts';
import { argo } from './fleet-delivery-parts.ts';
import { sso, ssoSecret, store, dex, notices, exceptions, falco, ciliums, rendered, agentValues, alert } from './fleet2-delivery-parts.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

/** Delivery: Argo CD, policies, and the scripts that install, a third time. */
export const fleet2Delivery: readonly Mistake[] = [
  mistake(
    'The secret of the log-in is in a Secret that Argo CD does not look into',
    'argocd-secret-taken',
    { 'mgmt/argocd.yaml': documents(ssoSecret('app: argocd'), store, sso('$argocd-oidc:clientSecret')) },
    'mgmt/argocd.yaml',
    [['{ app: argocd }', '{ app.kubernetes.io/part-of: argocd }']],
  ),
  mistake(
    'The log-in of Argo CD reads a key that its Secret does not have',
    'argocd-secret-taken',
    { 'mgmt/argocd.yaml': documents(ssoSecret('app.kubernetes.io/part-of: argocd'), store, sso('$argocd-oidc:client-secret')) },
    'mgmt/argocd.yaml',
    [['$argocd-oidc:client-secret', '$argocd-oidc:clientSecret']],
  ),
  mistake(
    'Argo CD is told whom Dex asks, and Dex is switched off',
    'helm-values-work',
    { 'mgmt/argocd.yaml': documents(namespace('argocd'), argo(dex)) },
    'mgmt/argocd.yaml',
    [['dex: { enabled: false }', 'dex: { enabled: true }']],
  ),
  mistake(
    'The notices of Argo CD log in with a key that their Secret does not have',
    'argocd-secret-taken',
    { 'mgmt/argocd.yaml': documents(namespace('argocd'), notices('slack_token')) },
    'mgmt/argocd.yaml',
    [['slack_token', 'slack-token']],
  ),
  mistake(
    'An exception from a policy stands in a namespace in which Kyverno does not look',
    'policy-exception-fits',
    exceptions('app'),
    'addons/values/kyverno.yaml',
    [['namespace: kyverno', "namespace: '*'"]],
  ),
  mistake(
    'Falco gets rules of its own, and reads the files of its makers only',
    'helm-values-work',
    falco(`falco: { rules_files: [/etc/falco/falco_rules.yaml] }
customRules:
  platform.yaml: |-
    - rule: Shell in an application
      desc: A shell runs in a pod of an application
      condition: spawned_process and container and proc.name in (bash, sh)
      output: Shell in %container.name (%proc.cmdline)
      priority: WARNING
`),
    'addons/values/falco.yaml',
    [['[/etc/falco/falco_rules.yaml]', '[/etc/falco/falco_rules.yaml, /etc/falco/rules.d]']],
  ),
  mistake(
    'Falcosidekick is told the whole path of Loki, and adds it once more',
    'helm-values-work',
    falco("falcosidekick: { enabled: true, config: { loki: { hostport: 'https://loki.example.com/loki/api/v1/push' } } }\n"),
    'addons/values/falco.yaml',
    [['/loki/api/v1/push', '']],
  ),
  mistake('The line for one cluster installs with the values of another', 'script-values-own', ciliums('app1'), 'addons/install.sh', [
    ['--kube-context app2 -n kube-system -f addons/values/cilium-app1', '--kube-context app2 -n kube-system -f addons/values/cilium-app2'],
  ]),
  mistake(
    'A script fills values in with a variable that it does not hand on',
    'envsubst-fills',
    rendered(
      [
        'CLUSTER=app1',
        'envsubst < addons/values/agent.yaml > /tmp/agent.yaml',
        repository('prometheus-community'),
        'helm repo update',
        'helm upgrade --install prometheus prometheus-community/kube-prometheus-stack --version 69.3.1 --kube-context "$CLUSTER" -n monitoring --create-namespace -f /tmp/agent.yaml',
      ],
      'addons/values/agent.yaml',
      agentValues,
    ),
    'addons/apply.sh',
    [['CLUSTER=app1\n', 'export CLUSTER=app1\n']],
  ),
  mistake(
    'A script fills a variable in, and empties those of the alerts on the way',
    'envsubst-fills',
    rendered(
      ['export CLUSTER=app1', 'envsubst < mgmt/alerts.yaml | kubectl apply -f -'],
      'mgmt/alerts.yaml',
      documents(namespace('monitoring'), alert),
    ),
    'addons/apply.sh',
    [['envsubst <', "envsubst '$CLUSTER' <"]],
  ),
];
