import { kube, ruleCases } from '../../testing.ts';
import { syncWordsKnown } from './sync-words-known.ts';

const annotated = (annotations: Record<string, string>) => kube('v1/ConfigMap', { annotations });
const app = (...syncOptions: string[]) =>
  kube('argoproj.io/v1alpha1/Application', { namespace: 'argocd' }, { spec: { syncPolicy: { syncOptions } } });

ruleCases(syncWordsKnown, {
  accepts: {
    'waves, hooks and options': [
      annotated({
        'argocd.argoproj.io/sync-wave': '-5',
        'argocd.argoproj.io/hook': 'PreSync,PostSync',
        'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded',
        'argocd.argoproj.io/sync-options': 'Prune=false, ServerSideApply=true',
      }),
    ],
    'options of an Application': [app('CreateNamespace=true', 'PrunePropagationPolicy=foreground', 'Prune=confirm')],
    'annotations of others': [
      annotated({ 'argocd-image-updater.argoproj.io/image-list': 'x', 'notifications.argoproj.io/subscribe.x': '' }),
    ],
  },
  refuses: {
    'a wave without quotes': {
      given: [annotated({ 'argocd.argoproj.io/sync-wave': 5 as unknown as string })],
      says: 'sync-wave 5 is a number, annotations are texts',
      fix: "Write '5', in quotes.",
    },
    'a wave that is no number': {
      given: [annotated({ 'argocd.argoproj.io/sync-wave': 'first' })],
      says: 'sync-wave "first" is no whole number',
    },
    'a hook of Helm': {
      given: [annotated({ 'argocd.argoproj.io/hook': 'pre-sync' })],
      says: 'hook "pre-sync" is unknown; known: PreSync, Sync, PostSync, SyncFail, PreDelete, PostDelete, Skip',
      fix: 'Did you mean "PreSync"?',
    },
    'an annotation with a slip': {
      given: [annotated({ 'argocd.argoproj.io/syncwave': '1' })],
      says: 'Argo CD knows no annotation argocd.argoproj.io/syncwave',
      fix: 'Did you mean "argocd.argoproj.io/sync-wave"?',
    },
    'an option with a slip': {
      given: [app('CreateNamespaces=true')],
      says: 'sync option "CreateNamespaces=true" is unknown',
      fix: 'Did you mean "CreateNamespace=true"?',
    },
    'an option without a value': {
      given: [app('ServerSideApply')],
      says: 'sync option "ServerSideApply" has no value that Argo CD knows: true, false',
      fix: 'Write ServerSideApply=true.',
    },
    'an option of Applications on an object': {
      given: [annotated({ 'argocd.argoproj.io/sync-options': 'RespectIgnoreDifferences=true' })],
      says: 'sync option RespectIgnoreDifferences works for an Application, not for one object',
    },
  },
});
