import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { secretEncodedOnce } from './secret-encoded-once.ts';

const secret = (fields: object) => kube('v1/Secret', { name: 'app', namespace: 'shop' }, { ...fields });
const coded = (text: string) => Buffer.from(text).toString('base64');
const terraform = (line: string, type = 'kubernetes_secret') =>
  inFile('main.tf', documentObject('TextFile', 'main', { text: `resource "${type}" "a" {\n  data = {\n    ${line}\n  }\n}\n` }));

ruleCases(secretEncodedOnce, {
  accepts: {
    'a text that is coded once': [secret({ data: { password: coded('hG7kd92mQz'), user: coded('titanium') } })],
    'a text as it is': [secret({ stringData: { password: 'hG7kd92mQz', user: 'titanium', token: 'abcdefgh' } })],
    'random bytes as base64': [secret({ stringData: { key: Buffer.from([255, 1, 200, 7, 99, 250, 3, 4, 5]).toString('base64') } })],
    'files, which end with a line break': [secret({ data: { 'config.yaml': coded('a: 1\n'), key: coded('-----BEGIN KEY-----\nx\n') } })],
    'what Terraform codes by itself': [terraform('PASSWORD = var.password'), terraform('content = base64encode(var.x)', 'aws_instance')],
  },
  refuses: {
    'base64 in a template whose values are coded': {
      given: [
        kube(
          'external-secrets.io/v1/ExternalSecret',
          { name: 'repo' },
          { spec: { target: { template: { data: { url: coded('https://github.com/acme/gitops.git'), password: '{{ .password }}' } } } } },
        ),
      ],
      says: 'the value of url is base64 once more',
      fix: 'Write the text itself: the operator codes what the template makes.',
    },
    'the line break of echo': {
      given: [secret({ data: { POSTGRES_PASSWORD: coded('hG7kd92mQz\n') } })],
      says: 'the value of POSTGRES_PASSWORD ends with a line break',
      fix: 'Code it with printf or echo -n: printf %s VALUE | base64.',
    },
    'a coded text under stringData': {
      given: [secret({ stringData: { PASSWORD: coded('hG7kd92mQz') } })],
      says: 'the value of PASSWORD is base64 once more',
    },
    'a text that is coded twice': {
      given: [secret({ data: { PASSWORD: coded(coded('hG7kd92mQz')) } })],
      says: 'the value of PASSWORD is base64 once more',
    },
    'a value that Terraform codes again': {
      given: [terraform('PASSWORD = base64encode(var.password)')],
      says: 'PASSWORD is coded with base64encode(), and the provider codes data itself',
      fix: 'Leave base64encode() out, or write it under binary_data.',
    },
  },
});
