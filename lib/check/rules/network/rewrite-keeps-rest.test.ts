import { kube, ruleCases } from '../../testing.ts';
import { rewriteKeepsRest } from './rewrite-keeps-rest.ts';

const ingress = (target: string | undefined, path: string, pathType = 'Prefix') =>
  kube(
    'networking.k8s.io/v1/Ingress',
    {
      name: 'api',
      namespace: 'blog',
      ...(target === undefined ? {} : { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': target } }),
    },
    {
      spec: {
        rules: [
          { host: 'a.example.com', http: { paths: [{ path, pathType, backend: { service: { name: 'api', port: { number: 80 } } } }] } },
        ],
      },
    },
  );

ruleCases(rewriteKeepsRest, {
  accepts: {
    'no rewriting': [ingress(undefined, '/api')],
    'a target with the rest': [ingress('/$2', '/api(/|$)(.*)', 'ImplementationSpecific')],
    'a program at the root': [ingress('/', '/')],
    'one page': [ingress('/', '/start', 'Exact')],
  },
  refuses: {
    'a rest that is lost': {
      given: [ingress('/', '/api')],
      says: 'every page below /api becomes / (nginx.ingress.kubernetes.io/rewrite-target is /)',
    },
    'a group that there is not': {
      given: [ingress('/$2', '/api')],
      says: 'nginx.ingress.kubernetes.io/rewrite-target is /$2, and the path /api has no group',
      fix: 'Write /api(/|$)(.*) with pathType: ImplementationSpecific, and use-regex: "true".',
    },
  },
});
