import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { makefileLinesApart } from './makefile-lines-apart.ts';

const make = (...recipe: readonly string[]) =>
  inFile(
    'Makefile',
    documentObject('TextFile', 'Makefile', { text: `deploy:\n${recipe.map((line) => `\t${line}\n`).join('')}\nnext:\n\tls\n` }),
  );

ruleCases(makefileLinesApart, {
  accepts: {
    'one line': [make('cd terraform && terraform apply')],
    'a line that goes on': [make('cd terraform && \\', 'terraform apply'), make('cd terraform; \\', 'terraform apply')],
    'a folder at the end': [make('ls', 'cd terraform')],
    'a variable where it is used': [make('TAG=$$(git describe) && docker build -t web:$$TAG .', 'ls')],
    'a variable that nobody uses': [make('TAG=1', 'docker build -t web:$(TAG) .')],
    'a folder of one word of a command': [make('(cd terraform && terraform init)', 'ls')],
    'one shell for all': [
      inFile('Makefile', documentObject('TextFile', 'Makefile', { text: '.ONESHELL:\ndeploy:\n\tcd terraform\n\tterraform apply\n' })),
    ],
  },
  refuses: {
    'a folder': {
      given: [make('@cd terraform/cluster', 'terraform apply')],
      says: 'the folder of "cd terraform/cluster" is gone on the next line: "terraform apply"',
    },
    'a variable for programs that read it by themselves': {
      given: [make('export KUBECONFIG=/etc/app1/kubeconfig', 'kubectl get nodes')],
      says: 'the variable KUBECONFIG is gone on the next line: "kubectl get nodes"',
    },
    'a variable': {
      given: [make('export TAG=$$(git describe)', 'docker build -t web:$$TAG .')],
      says: 'the variable TAG is gone on the next line: "docker build -t web:$$TAG ."',
    },
  },
});
