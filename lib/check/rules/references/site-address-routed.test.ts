import { documentKind } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { siteAddressRouted } from './site-address-routed.ts';

const text = (file: string, content: string) => inFile(file, kube(documentKind('TextFile'), { name: file }, { text: content }));
const config = (file: string, content: object) => inFile(file, kube(documentKind('Config'), { name: file }, { content }));
const hugo = (url: string) => text('site/config.toml', `# site\nbaseURL = "${url}"\ntheme = "PaperMod"\n`);
const route = kube('networking.istio.io/v1/VirtualService', { name: 'web' }, { spec: { hosts: ['blog.example.com'], gateways: ['edge'] } });
const ingress = kube('networking.k8s.io/v1/Ingress', { name: 'web' }, { spec: { rules: [{ host: '*.example.org' }] } });

ruleCases(siteAddressRouted, {
  accepts: {
    'the host of a route': [hugo('https://blog.example.com/'), route],
    'a host of a wildcard': [hugo('https://www.example.org/'), ingress],
    'a host of another zone': [hugo('https://someone.github.io/blog/'), route],
    'the address of a new site, where any host is served': [
      hugo('https://example.org/'),
      kube('networking.istio.io/v1/VirtualService', { name: 'web' }, { spec: { hosts: ['*'], gateways: ['edge'] } }),
    ],
    'a tree without routes': [hugo('https://www.example.com/')],
    'a build with an address of its own': [
      hugo('http://localhost:1313/'),
      route,
      text('Dockerfile', 'FROM hugo AS build\nRUN hugo --minify --baseURL https://blog.example.com/\nFROM nginx\n'),
    ],
    'a path alone': [hugo('/'), route],
    'the example of a theme': [text('site/themes/x/exampleSite/config.toml', 'baseURL = "https://www.example.com/"\ntheme = "x"\n'), route],
    'a file of another program': [text('app/config.toml', 'baseURL = "https://www.example.com/"\n[server]\nport = 1\n'), route],
    'a configuration of something else': [config('app/config.yaml', { baseURL: 'https://www.example.com', port: 1 }), route],
  },
  refuses: {
    'the address that a new site begins with': {
      given: [
        hugo('http://example.org/'),
        kube('networking.istio.io/v1/VirtualService', { name: 'web' }, { spec: { hosts: ['blog.acme.shop'], gateways: ['edge'] } }),
      ],
      says: 'baseURL of Hugo is http://example.org/, the address that a new site begins with; routes serve blog.acme.shop',
    },
    'another host of the zone': {
      given: [hugo('https://www.example.com/'), route],
      says: 'baseURL of Hugo is https://www.example.com/, and routes of example.com serve blog.example.com',
      fix: 'Write https://blog.example.com/, or add the host to a route.',
    },
    'the machine of an author': {
      given: [config('site/hugo.yaml', { baseURL: 'http://localhost:1313', title: 'Blog' }), route],
      says: "baseURL of Hugo is http://localhost:1313, the address of a machine of one's own",
    },
    'a site of Jekyll': {
      given: [config('docs/_config.yml', { url: 'https://docs.example.com' }), route],
      says: 'url of Jekyll is https://docs.example.com, and routes of example.com serve blog.example.com',
    },
  },
});
