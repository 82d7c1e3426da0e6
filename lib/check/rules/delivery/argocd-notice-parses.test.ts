import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { argocdNoticeParses } from './argocd-notice-parses.ts';

const hook = (field: string) => `webhook:
  chat:
    method: POST
    body: |
      {
        "title": "{{.app.metadata.name}}: {{.app.status.sync.status}}",
        "at": "{{.app.status.operationState.finishedAt}}",
        "text": ${field}
      }
`;
const map = (template: string, name = 'argocd-notifications-cm') =>
  kube('v1/ConfigMap', { name, namespace: 'argocd' }, { data: { 'template.failed': template } });

ruleCases(argocdNoticeParses, {
  accepts: {
    'names, phases and times': [map(hook('"{{.app.status.operationState.phase}} of {{.app.spec.source.repoURL}}"'))],
    'a message as JSON': [
      map(hook('{{toJson .app.status.operationState.message}}')),
      map(hook('{{ .app.status.operationState.message | toJson }}')),
    ],
    'a message without what hurts': [
      map(hook('"{{ .app.status.operationState.message | replace "\\"" "\'" | replace "\\n" " " }}"')),
      map(hook('"{{ .app.status.operationState.message | toJson | trimAll "\\"" }}"')),
    ],
    'a message that is only asked about': [map(hook('"{{if .app.status.operationState.message}}failed{{end}}"'))],
    'a text that is no JSON': [
      map('message: |\n  "{{.app.status.operationState.message}}"\n'),
      map('webhook:\n  form:\n    body: key=x&text="{{.app.status.operationState.message}}"\n'),
    ],
    'another ConfigMap': [map(hook('"{{.app.status.operationState.message}}"'), 'templates')],
  },
  refuses: {
    'the message of a sync, as it is': {
      given: [map(hook('"{{.app.status.operationState.message}}"'))],
      says: 'template failed, webhook chat puts {{.app.status.operationState.message}} between quotation marks as it is',
      fix: 'Write {{toJson .app.status.operationState.message}} without quotation marks around it.',
    },
    'a message among other words': {
      given: [map(hook('"Reason: {{ (index .app.status.conditions 0).message }}."'))],
      says: 'template failed, webhook chat puts {{(index .app.status.conditions 0).message}} between quotation marks as it is',
    },
    'the words of a commit, in an attachment': {
      given: [map(`slack:\n  attachments: |\n    [{"text": "{{(call .repo.GetCommitMetadata .app.status.sync.revision).Message}}"}]\n`)],
      says: 'template failed, slack.attachments puts {{(call .repo.GetCommitMetadata .app.status.sync.revision).Message}} between quotation marks as it is',
    },
    'the messages of conditions, in template after template': {
      given: [
        kube(
          'v1/ConfigMap',
          { name: 'argocd-notifications-cm', namespace: 'argocd' },
          {
            data: Object.fromEntries(
              ['a', 'b', 'c'].map((name) => [
                `template.${name}`,
                'teams:\n  facts: |\n    [{{range $index, $c := .app.status.conditions}}{"value": "{{$c.message}}"}{{end}}]\n',
              ]),
            ),
          },
        ),
      ],
      says: 'template a, teams.facts (and 2 more) puts {{$c.message}} between quotation marks as it is',
    },
    'JSON between quotation marks, in values of the chart': {
      given: [
        chartApplication('argo-cd', 'argocd', {
          notifications: { templates: { 'template.failed': hook('"{{ .app.status.health.status | toJson }}"') } },
        }),
      ],
      says: 'template failed, webhook chat puts {{.app.status.health.status | toJson}}, which brings its quotation marks, between others',
      fix: 'Write {{toJson .app.status.health.status}} without quotation marks around it.',
    },
    'a rollout': {
      given: [map(hook('"{{.rollout.status.message}}"'), 'argo-rollouts-notification-configmap')],
      says: 'template failed, webhook chat puts {{.rollout.status.message}} between quotation marks as it is',
    },
  },
});
