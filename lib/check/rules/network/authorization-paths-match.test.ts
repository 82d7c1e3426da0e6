import { kube, ruleCases } from '../../testing.ts';
import { authorizationPathsMatch } from './authorization-paths-match.ts';

const policy = (operation: object) =>
  kube('security.istio.io/v1/AuthorizationPolicy', { name: 'web', namespace: 'shop' }, { spec: { rules: [{ to: [{ operation }] }] } });
const istiod = (version: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'istiod' },
    {
      spec: {
        source: { repoURL: 'https://istio-release.storage.googleapis.com/charts', chart: 'istiod', targetRevision: version },
        destination: { namespace: 'istio-system' },
      },
    },
  );

ruleCases(authorizationPathsMatch, {
  accepts: {
    'a path, a beginning, an end, and all': [
      policy({ paths: ['/health', '/api/*', '*/info', '*', '/'], hosts: ['*.example.org', 'web.*'] }),
    ],
    'a file with a dot and a dollar within': [policy({ paths: ['/robots.txt', '/a$b', '/v1.2/*', '/~me/*'] })],
    'a template': [policy({ paths: ['/users/{*}/posts', '/files/{**}'] })],
    'a template in a version that knows it': [istiod('1.22.3'), policy({ paths: ['/users/{*}/posts'] })],
    'methods and ports': [policy({ methods: ['GET'], ports: ['8080'] })],
  },
  refuses: {
    'a regular expression': {
      given: [policy({ paths: ['/users/.*'] })],
      says: '/users/.* is written as a regular expression (.*), and is compared letter by letter',
      fix: 'Write the beginning of the path and a star, such as /api/*, one entry for each.',
    },
    'a class of letters': {
      given: [policy({ notPaths: ['/users/[0-9]+'] })],
      says: '/users/[0-9]+ is written as a regular expression ([0-9]+), and is compared letter by letter',
    },
    alternatives: {
      given: [policy({ paths: ['/(login|logout)'] })],
      says: '/(login|logout) is written as a regular expression ((login|logout)), and is compared letter by letter',
    },
    'a star in the middle': {
      given: [policy({ paths: ['/posts/*/comments'] })],
      says: '/posts/*/comments has a star within, which means itself there: it counts at one end only',
      fix: 'Write its beginning and a star, or list the whole texts.',
    },
    'a star in the middle, where templates are known': {
      given: [istiod('1.24.1'), policy({ paths: ['/posts/*/comments'] })],
      says: '/posts/*/comments has a star within, which means itself there: it counts at one end only',
      fix: 'Write {*} for one part of a path, {**} for several.',
    },
    'a star at both ends': {
      given: [policy({ paths: ['*/admin/*'] })],
      says: '*/admin/* has a star at both ends, and one of them counts',
    },
    'a name in braces': {
      given: [policy({ paths: ['/users/{id}'] })],
      says: '/users/{id} has {id}, where Istio knows {*} and {**}',
      fix: 'Write {*} for {id}.',
    },
    'a template before its time': {
      given: [istiod('1.20.1'), policy({ paths: ['/users/{*}'] })],
      says: '/users/{*} has {*}, which Istio 1.20 does not know',
    },
    'a query': { given: [policy({ paths: ['/search?q=*'] })], says: '/search?q=* has a query, and paths are compared without' },
    'no slash': {
      given: [policy({ paths: ['users*'] })],
      says: 'users* does not begin with a slash, as all paths do',
      fix: 'Write /users*.',
    },
    'a URL for a host': {
      given: [policy({ hosts: ['https://shop.example.org/'] })],
      says: 'https://shop.example.org/ is a URL, and hosts are compared as they stand in the header Host',
      fix: 'Write shop.example.org.',
    },
    'a host as an expression': {
      given: [policy({ hosts: ['.*\\.example\\.org'] })],
      says: '.*\\.example\\.org is written as a regular expression (.*), and is compared letter by letter',
    },
  },
});
