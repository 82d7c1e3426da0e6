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
  },
  refuses: {
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
