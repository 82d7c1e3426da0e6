import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, rollout, ruleCases, service } from '../../testing.ts';
import { commandNamesExist } from './command-names-exist.ts';

const tree = [
  deployment({ name: 'web', namespace: 'blog' }),
  rollout({ name: 'was', namespace: 'blog' }),
  service({ name: 'web-service', namespace: 'blog' }),
];
const script = (text: string) => inFile('deploy.sh', documentObject('Script', 'deploy', { text }));
const step = (run: string) =>
  inFile('.github/workflows/deploy.yml', documentObject('Workflow', 'Deploy', { workflow: { jobs: { deploy: { steps: [{ run }] } } } }));
const guide = (text: string) => inFile('README.md', documentObject('Guide', 'README', { text }));
const application = (name: string) => kube('argoproj.io/v1alpha1/Application', { name, namespace: 'argocd' });

ruleCases(commandNamesExist, {
  accepts: {
    'names that exist': [
      ...tree,
      script('kubectl rollout status deployment/web -n blog\nkubectl -n blog port-forward svc/web-service 80:80'),
    ],
    'a Rollout as one': [...tree, script('kubectl argo rollouts promote was -n blog\nkubectl get rollout was -n blog')],
    'what may be gone': [
      ...tree,
      script('kubectl delete deployment was -n blog\nkubectl get svc web -n blog || true\nif kubectl get svc web -n blog; then true; fi'),
    ],
    'names that the shell works out': [
      ...tree,
      script('kubectl rollout status "deployment/$NAME" -n blog\nkubectl get deploy web -n "$NS"'),
    ],
    'pods, and kinds that are not known': [
      ...tree,
      script('kubectl logs web-0 -n blog\nkubectl get secret web -n blog\nkubectl get nodes'),
    ],
    'what the script makes': [
      ...tree,
      script('kubectl create deployment api --image=nginx -n blog\nkubectl rollout status deploy/api -n blog'),
    ],
    'what comes from elsewhere': [
      ...tree,
      script('kubectl apply -n argocd -f https://example.org/install.yaml\nkubectl rollout status deploy/argocd-server -n argocd'),
    ],
    'a namespace of which the tree shows nothing': [...tree, guide('kubectl port-forward -n monitoring svc/grafana 3000:3000')],
    'an Application that exists': [application('blog'), step('argocd app sync blog --prune')],
    'Applications of a set': [
      application('blog'),
      kube('argoproj.io/v1alpha1/ApplicationSet', { name: 'all' }),
      step('argocd app sync blog-prod'),
    ],
    'what stands behind two dashes': [...tree, script('kubectl exec -n blog deploy/web -- kubectl get deploy/api')],
  },
  refuses: {
    'the Service of a release under its name before': {
      given: [
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'stack', namespace: 'argocd' },
          {
            spec: {
              source: {
                repoURL: 'https://prometheus-community.github.io/helm-charts',
                chart: 'kube-prometheus-stack',
                targetRevision: '72.6.2',
                helm: { releaseName: 'kube-prometheus-stack' },
              },
              destination: { server: 'https://kubernetes.default.svc', namespace: 'monitoring' },
            },
          },
        ),
        guide('kubectl -n monitoring port-forward svc/prometheus-grafana 3000:80'),
      ],
      says: 'line 1: there is no Service monitoring/prometheus-grafana',
      fix: 'Did you mean "kube-prometheus-stack-grafana"?',
    },
    'a Deployment that became a Rollout': {
      given: [...tree, script('set -e\nkubectl rollout status deployment/was -n blog --timeout=60s')],
      says: 'line 2: there is no Deployment blog/was',
      fix: 'It is a Rollout: name it as one.',
    },
    'the old name of a Service': {
      given: [...tree, guide('\n$ kubectl -n blog port-forward svc/web 8080:80')],
      says: 'line 2: there is no Service blog/web',
      fix: 'Did you mean "web-service"?',
    },
    'another namespace': {
      given: [...tree, deployment({ name: 'api', namespace: 'shop' }), step('kubectl scale deploy web --replicas=2 -n shop')],
      says: 'line 1: there is no Deployment shop/web',
      fix: 'There is one in "blog": name that namespace.',
    },
    'a slip without a namespace': {
      given: [...tree, script('kubectl get svc web-servce')],
      says: 'line 1: there is no Service web-servce',
      fix: 'Did you mean "web-service"?',
    },
    'an Application by its old name': {
      given: [application('blog'), step('argocd app sync blog-prod --prune')],
      says: 'line 1: there is no Application blog-prod',
      fix: 'Did you mean "blog"?',
    },
  },
});
