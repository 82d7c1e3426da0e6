import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { helmValueDots } from './helm-value-dots.ts';

const script = (line: string) => documentObject('Script', 'install', { text: `#!/bin/bash\nhelm upgrade web acme/web ${line}\n` });
const terraform = (name: string) =>
  inFile(
    'main.tf',
    documentObject('TextFile', 'main', {
      text: `resource "helm_release" "web" {\n  name = "web"\n  set {\n    name  = "${name}"\n    value = "x"\n  }\n}\n`,
    }),
  );
const application = (name: string) =>
  kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { helm: { parameters: [{ name, value: 'x' }] } } } });

ruleCases(helmValueDots, {
  accepts: {
    'dots that divide, and values with dots and slashes': [
      script('--set image.repository=ghcr.io/acme/web,image.tag=v1.2 --set-string a.b=kubernetes.io/os'),
      terraform('controller.image.repository'),
      application('image.repository'),
    ],
    'dots that are escaped': [
      script("--set 'nodeSelector.kubernetes\\.io/os=linux'"),
      script('--set "nodeSelector.kubernetes\\.io/os=linux" --set nodeSelector.kubernetes\\\\.io/os=linux'),
      terraform('nodeSelector.kubernetes\\\\.io/os'),
      application('nodeSelector.kubernetes\\.io/os'),
    ],
    'a value that is a file': [script('--set-file config=./files/app.io/config.yaml')],
  },
  refuses: {
    'dots as they are': {
      given: [script('--set nodeSelector.kubernetes.io/os=linux'), script('--set ingress.annotations.cert-manager\\.io/issuer=x')],
      says: [
        'line 2: ingress.annotations.cert-manager.io/issuer is read as one key for each dot',
        'line 2: nodeSelector.kubernetes.io/os is read as one key for each dot',
      ],
      fix: 'Put a backslash before each dot of the label: cert-manager\\.io/issuer.',
    },
    'a set of Terraform, and a parameter': {
      given: [
        terraform('service.annotations.service.beta.kubernetes.io/aws-load-balancer-type'),
        application('podAnnotations.prometheus.io/scrape'),
      ],
      says: [
        'podAnnotations.prometheus.io/scrape is read as one key for each dot',
        'service.annotations.service.beta.kubernetes.io/aws-load-balancer-type is read as one key for each dot',
      ],
    },
  },
});
