import { documentObject } from '../../document.ts';
import { cronJob, deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { scriptRespectsGitops } from './script-respects-gitops.ts';

const web = inFile('k8s/shop/web.yaml', deployment({ name: 'web', namespace: 'shop' }));
const application = (selfHeal: boolean): ReturnType<typeof kube> =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'shop', namespace: 'argocd' },
    {
      spec: { source: { path: 'k8s/shop' }, destination: { namespace: 'shop' }, syncPolicy: { automated: { selfHeal } } },
    },
  );
const script = (text: string): ReturnType<typeof kube> => documentObject('Script', 'scripts/fix', { text });
const hpa = kube(
  'autoscaling/v2/HorizontalPodAutoscaler',
  { name: 'web', namespace: 'shop' },
  { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' } } },
);

ruleCases(scriptRespectsGitops, {
  accepts: {
    'reading and restarting': [
      web,
      application(true),
      script('kubectl get deployment web -n shop\nkubectl rollout restart deployment/web -n shop\nkubectl rollout status deploy/web\n'),
    ],
    'a name that is set twice': [
      web,
      application(true),
      script('APP=web\n[ "$1" ] && APP=was\nkubectl scale "deploy/$APP" --replicas=0\n'),
    ],
    'a number that Argo CD passes over': [
      web,
      kube(
        'argoproj.io/v1alpha1/Application',
        { name: 'shop', namespace: 'argocd' },
        {
          spec: {
            source: { path: 'k8s/shop' },
            destination: { namespace: 'shop' },
            syncPolicy: { automated: { selfHeal: true } },
            ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
          },
        },
      ),
      script('kubectl scale deploy/web -n shop --replicas=0\n'),
    ],
    'nothing heals': [web, application(false), script('kubectl rollout undo deployment/web -n shop\n')],
    'what nobody delivers': [
      web,
      application(true),
      script('kubectl patch configmap argocd-cm -n argocd -p x\nkubectl scale deployment web -n lab --replicas=0\n'),
    ],
    'a number that an autoscaler decides': [web, hpa, application(true), script('kubectl scale deploy/web -n shop --replicas=3\n')],
  },
  refuses: {
    'a job that stops the program for its backup': {
      given: [
        web,
        application(true),
        cronJob({
          name: 'backup',
          namespace: 'shop',
          container: { command: ['sh', '-c', 'kubectl scale deploy/web -n shop --replicas=0\ntar c /data\n'] },
        }),
      ],
      says: 'line 1: kubectl scale changes Deployment web, which an Application with selfHeal puts back',
    },
    'a rollback by hand': {
      given: [web, application(true), script('set -e\nkubectl rollout undo deployment/web -n shop\n')],
      says: 'line 2: kubectl rollout undo changes Deployment web, which an Application with selfHeal puts back',
    },
    'an image by hand': {
      given: [web, application(true), script('kubectl set image deploy/web app=web:v2\n')],
      says: 'line 1: kubectl set changes Deployment web, which an Application with selfHeal puts back',
    },
    'a name that a variable holds': {
      given: [web, application(true), script('APP="web"\nkubectl set image "deployment/${APP}" "${APP}=web:$1" -n shop\n')],
      says: 'line 2: kubectl set changes Deployment web, which an Application with selfHeal puts back',
    },
    'a patch with the name apart': {
      given: [web, application(true), script("kubectl -n shop patch deployment web -p '{}'\n")],
      says: 'line 1: kubectl patch changes Deployment web, which an Application with selfHeal puts back',
    },
  },
});
