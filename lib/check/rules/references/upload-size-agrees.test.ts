import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { uploadSizeAgrees } from './upload-size-agrees.ts';

const was = service({ name: 'was', selector: { app: 'web' } });
const pod = (name: string, value: string) => deployment({ container: { env: [{ name, value }] } });
const spring = pod('SPRING_SERVLET_MULTIPART_MAX_FILE_SIZE', '10MB');
const nginx = (lines = '', outside = '') =>
  kube(
    'v1/ConfigMap',
    { name: 'nginx' },
    { data: { 'default.conf': `${outside}server {\n  listen 80;\n  location /api {\n    proxy_pass http://was:80;${lines}\n  }\n}\n` } },
  );
const ingress = (annotations: Record<string, string>, spec: object = { ingressClassName: 'nginx' }) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { name: 'web', annotations },
    { spec: { ...spec, rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'was', port: { number: 80 } } } }] } }] } },
  );
const SIZE = 'nginx.ingress.kubernetes.io/proxy-body-size';

ruleCases(uploadSizeAgrees, {
  accepts: {
    'a size that suffices': [nginx(' client_max_body_size 10m;'), was, spring],
    'a size for all servers': [nginx('', 'client_max_body_size 1g;\n'), was, spring],
    'no limit': [nginx(' client_max_body_size 0;'), was, spring],
    'a program that takes little': [nginx(), was, pod('SPRING_SERVLET_MULTIPART_MAX_FILE_SIZE', '512KB')],
    'a program that says nothing': [nginx(), was, deployment({})],
    'a variable of another kind': [nginx(), was, pod('BATCH_SIZE', '100MB')],
    'an Ingress with a size': [ingress({ [SIZE]: '20m' }), was, spring],
    'an Ingress of another controller': [ingress({}, { ingressClassName: 'traefik' }), was, spring],
    'a controller with another size': [
      ingress({}),
      was,
      spring,
      kube('v1/ConfigMap', { name: 'ingress-nginx' }, { data: { 'proxy-body-size': '0' } }),
    ],
  },
  refuses: {
    'the usual size of nginx': {
      given: [nginx(), was, spring],
      says: 'line 4: location /api takes 1m, the default, and was behind it takes 10MB (SPRING_SERVLET_MULTIPART_MAX_FILE_SIZE)',
      fix: 'Add client_max_body_size 10m; there, or take less in the program.',
    },
    'a size that is too small': {
      given: [nginx(' client_max_body_size 5m;'), was, pod('UPLOAD_LIMIT', '512M')],
      says: 'line 4: location /api takes 5m and was behind it takes 512M (UPLOAD_LIMIT)',
    },
    'the usual size of an Ingress': {
      given: [ingress({}), was, pod('MAX_UPLOAD_SIZE_MB', '50')],
      says: 'proxy-body-size is 1m, the default, and was behind it takes 50 (MAX_UPLOAD_SIZE_MB)',
    },
    'the size of an Ingress': {
      given: [ingress({ [SIZE]: '8m' }, {}), was, spring],
      says: 'proxy-body-size is 8m and was behind it takes 10MB (SPRING_SERVLET_MULTIPART_MAX_FILE_SIZE)',
      fix: `Annotate the Ingress with ${SIZE}: 10m.`,
    },
  },
});
