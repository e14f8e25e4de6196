import { formatDuration } from '../../format/time.js'

export const signIn = {
  title: 'Sign in',
  email: 'Email',
  password: 'Password',
  show_password: 'Show the password',
  submit: 'Sign in',
  code: 'Code from your authenticator app',
  code_hint: 'Six digits, new every 30 seconds.',
  code_submit: 'Check the code',
  back: 'Use another account',
  refused: 'Email and password do not belong together. Passwords tell upper and lower case apart.',
  code_refused:
    'This code does not hold. Codes change every 30 seconds: give the one that your app shows now.',
  locked: (retry_after_s: number | null) =>
    `Too many tries. The next one is taken in ${formatDuration((retry_after_s ?? 60) * 1000)}.`,
  forgot: 'Forgot the password? An administrator makes a one-time link under People, or on the server:',
  forgot_command: 'countersign user reset EMAIL',
  foot: 'Conversion tracking that its owner runs: the browser signs, the server countersigns, and each conversion counts once.',
}

export const welcome = {
  title: {
    first: 'Make the first account',
    invite: 'Join Countersign',
    reset: 'Set a new password',
    spent: 'This link no longer works',
  },
  text: {
    first: 'You will be its administrator. Others come by invitation.',
    invite: (role: string) => `You were invited as ${role}.`,
    reset: 'You are signed out everywhere else when it is set.',
  },
  email: 'Email',
  password: 'Password',
  password_hint: (chars: number) => `At least ${chars} characters. A sentence is easy to keep in mind.`,
  repeat: 'Password once more',
  too_short: (chars: number) => `Give at least ${chars} characters.`,
  differs: 'This is not the same password.',
  submit: { first: 'Make the account', invite: 'Join', reset: 'Set the password' },
  spent: 'It was used before, or its time is over. Ask for a new one: under People, or on the server:',
  spent_command: 'countersign user reset EMAIL',
  the_link: 'The link',
  to_sign_in: 'Go to sign-in',
  until: (time: string) => `The link holds until ${time}.`,
}
