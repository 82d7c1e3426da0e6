import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { makefileDollarsDoubled } from './makefile-dollars-doubled.ts';

const make = (...lines: readonly string[]) => inFile('Makefile', documentObject('TextFile', 'Makefile', { text: `${lines.join('\n')}\n` }));

ruleCases(makefileDollarsDoubled, {
  accepts: {
    'two signs, and variables of make': [
      make(
        'build:',
        '\tfor s in $(SERVICES); do docker build -t acme/$$s:$(TAG) services/$$s; done',
        "\tkubectl get pods | awk '{ print $$1 }'",
      ),
    ],
    'a variable of make of one letter': [make('S := a', 'build:', '\techo $S')],
    'what is no recipe': [make('LIST := $(shell for s in a b; do echo $s; done)')],
    'a process number': [make('x:', '\tfor s in a; do echo $$$$ $$s; done')],
    'another file': [inFile('build.sh', documentObject('TextFile', 'build', { text: '\tfor s in a; do echo $s; done\n' }))],
  },
  refuses: {
    'a variable of a loop': {
      given: [make('build:', '\tfor s in a b; do \\', '\t  docker push acme/$s; \\', '\tdone')],
      says: '$s is read by make, which takes $s for a variable of its own',
      fix: 'Write $$s.',
    },
    'a longer name, and a field of awk': {
      given: [
        make(
          'build:',
          '\tfor service in a b; do docker push acme/$service; done',
          'clean:',
          "\tdocker ps | awk '{print $1}' | xargs docker rm",
        ),
      ],
      says: [
        '$service is read by make, which takes $s for a variable of its own',
        '$1 is read by make, which takes $1 for a variable of its own',
      ],
    },
  },
});
