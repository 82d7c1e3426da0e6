import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { makefileTargetsRun } from './makefile-targets-run.ts';

const make = (text: string, path = 'Makefile') => inFile(path, documentObject('TextFile', path, { text }));
const files = ['Makefile', 'terraform/main.tf', 'sub/Makefile'];

ruleCases(makefileTargetsRun, {
  accepts: {
    'a target that is no file': { given: [make('.PHONY: \\\n  build terraform\nterraform:\n\tterraform apply\n')], files },
    'a target that nothing is called like': {
      given: [make('deploy:\n\tkubectl apply -f x\n'), make('terraform:\n\tls\n', 'sub/Makefile')],
      files,
    },
    'a folder that is made where it is missing': { given: [make('terraform:\n\tgit clone https://x terraform\n')], files },
    'a target that is made of others': { given: [make('terraform: plan\n\tls\n')], files },
    'what make itself reads': {
      given: [make('build:\n\tls\nifeq ($(A),b)\n  TAG := 1\nendif\ndeploy: build\n    TAG ?= 2\nx := a \\\n  b\n')],
      files,
    },
    'a command that goes on': { given: [make('build:\n\tdocker build \\\n    -t web .\n')], files },
  },
  refuses: {
    'a folder of the name': {
      given: [make('.PHONY: build\nterraform:\n\tterraform apply\n')],
      files,
      says: 'the target terraform is not .PHONY, and there is a file or folder terraform',
      fix: 'Add terraform to .PHONY.',
    },
    'blanks for the tab': {
      given: [make('deploy:\n    kubectl apply -f x\n\tls\n')],
      files,
      says: 'the line "kubectl apply -f x" of a recipe begins with blanks',
    },
  },
});
