import { deployment, kube, ruleCases } from '../../testing.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { downloadComplete } from './download-complete.ts';

const RELEASE = 'https://github.com/acme/agent/releases/download/v1.0.0/agent.jar';
const shell = (line: string): KubeObject => deployment({ container: { command: ['sh', '-c', line] } });
const script = (text: string) => kube('slipway.dev/v1/Script', { name: 'get.sh' }, { text: `#!/bin/sh\n${text}\n` });

ruleCases(downloadComplete, {
  accepts: {
    'a call that follows': [shell(`curl -fsSL -o /otel/agent.jar ${RELEASE}`), script(`curl --location -o a ${RELEASE}`)],
    'short options together': [script(`curl -sSLo a ${RELEASE}`)],
    'a host that answers itself': [script('curl -o a https://raw.githubusercontent.com/acme/a/v1/a.yaml')],
    'another program': [script(`wget -O a ${RELEASE}`)],
    'who looks where it leads': [script(`curl -s -o /dev/null -w '%{redirect_url}' ${RELEASE}`)],
    'the image of curl, with the option': [
      deployment({ container: { image: 'curlimages/curl:8.5.0', args: ['-fL', '-o', '/a', RELEASE] } }),
    ],
    'an error that is asked for': [
      script('curl -fsSLo get.sh https://example.com/get.sh\nbash get.sh'),
      script('curl -o get.sh --fail-with-body https://example.com/get.sh\nbash get.sh'),
      script('code=$(curl -s)\ncurl -s -w "%{http_code}" -o get.sh https://example.com/get.sh\nbash get.sh'),
    ],
    'a file that somebody looks into': [
      script('curl -sLo kubectl https://example.com/kubectl\necho "$SUM kubectl" > sum\nsha256sum kubectl\nchmod +x kubectl'),
      script('curl -sLo a.tgz https://example.com/a.tgz\ntar xzf a.tgz'),
    ],
    'an answer that is only kept, or read by a person': [
      script('curl -s -o page.html https://example.com/\ncat page.html'),
      script('curl -s -o /dev/null https://example.com/\nbash get.sh'),
    ],
    'a file of another name': [script('curl -sLo page.html https://example.com/\nbash get.sh')],
  },
  refuses: {
    'a script that is then run': {
      given: [script('curl -sSLo get.sh https://example.com/get.sh\nbash get.sh')],
      says: 'line 2: curl saves what the host answers, and line 3 runs it',
      fix: 'Add -f (--fail): curl then ends with code 22, and the script stops there.',
    },
    'a program, by its remote name': {
      given: [script('curl -LO https://example.com/v1/kubectl\nchmod +x kubectl\nmv kubectl /usr/local/bin/')],
      says: 'line 2: curl saves what the host answers, and line 3 makes a program of it',
    },
    manifests: {
      given: [script('curl -sL -o crds.yaml https://example.com/crds.yaml\nkubectl apply -f crds.yaml')],
      says: 'line 2: curl saves what the host answers, and line 3 applies it',
    },
    'an agent that the program loads': {
      given: [
        deployment({
          container: { env: [{ name: 'JAVA_TOOL_OPTIONS', value: '-javaagent:/otel/agent.jar' }] },
          pod: {
            initContainers: [
              { name: 'agent', image: 'curlimages/curl:8.5.0', command: ['sh', '-c', `curl -sL -o /otel/agent.jar ${RELEASE}`] },
            ],
          },
        }),
      ],
      says: 'line 1: curl saves what the host answers, and container "app" loads it',
    },
    'a release, in a pod': {
      given: [shell(`curl -fs -o /otel/agent.jar ${RELEASE}`)],
      says: `curl does not follow the redirect of ${RELEASE}`,
    },
    'a release, by the image of curl': {
      given: [deployment({ container: { image: 'curlimages/curl:8.5.0', args: ['-f', '-o', '/a', RELEASE] } })],
      says: `curl does not follow the redirect of ${RELEASE}`,
    },
    'a release, in a script': { given: [script(`curl -O ${RELEASE}`)], says: `curl does not follow the redirect of ${RELEASE}` },
  },
});
