/** The made-up product whose users the history is about: what its Appcues account holds. */
export const ACCOUNT_ID = '12345'

export interface Step {
  id: string
  type: 'modal' | 'hotspot-group' | 'tooltip-group' | 'slideout'
  /** Labels of the form in it, if there is one. */
  form?: readonly string[]
  /** Where its button leads, if anywhere. */
  destination?: string
}

export interface Flow {
  id: string
  name: string
  version: number
  page: string
  steps: readonly Step[]
}

export const flows: readonly Flow[] = [
  {
    id: '-NkWelcome01',
    name: 'Welcome tour',
    version: 1767225600000,
    page: '/home',
    steps: [
      { id: '-NkWelcome01-a', type: 'modal' },
      { id: '-NkWelcome01-b', type: 'tooltip-group' },
      { id: '-NkWelcome01-c', type: 'hotspot-group', destination: 'https://app.example.com/boards/new' }
    ]
  },
  {
    id: '-NkInvite002',
    name: 'Invite your team',
    version: 1767571200000,
    page: '/team',
    steps: [
      { id: '-NkInvite002-a', type: 'slideout', destination: 'https://app.example.com/team/invite' },
      { id: '-NkInvite002-b', type: 'modal', form: ['Team size', 'What will you use it for?'] }
    ]
  },
  {
    id: '-NkReport003',
    name: 'New: scheduled reports',
    version: 1768867200000,
    page: '/reports',
    steps: [{ id: '-NkReport003-a', type: 'modal', destination: 'https://help.example.com/scheduled-reports' }]
  },
  {
    id: '-NkTrial0004',
    name: '3 days left in your trial, "Pro" or not?',
    version: 1769904000000,
    page: '/billing',
    steps: [
      { id: '-NkTrial0004-a', type: 'slideout' },
      { id: '-NkTrial0004-b', type: 'modal', form: ['What is missing?'] }
    ]
  }
]

export const checklist = {
  id: 'chk-7f31',
  name: 'Getting started',
  page: '/home',
  items: [
    { id: 'chk-7f31-1', label: 'Create a board' },
    { id: 'chk-7f31-2', label: 'Invite a colleague' },
    { id: 'chk-7f31-3', label: 'Connect your calendar' }
  ]
} as const

/** Made with the newer builder; the last asks for a score. */
export const experiences = [
  { id: '5b1d7c52-0a3e-4f5f-9d0a-3f1c8d1b0a01', name: 'Mobile banner: spring release', type: 'mobile', page: '/home' },
  { id: '5b1d7c52-0a3e-4f5f-9d0a-3f1c8d1b0a02', name: 'Try the new editor', type: 'web', page: '/boards' },
  {
    id: '5b1d7c52-0a3e-4f5f-9d0a-3f1c8d1b0a03',
    name: 'How likely are you to recommend us?',
    type: 'web',
    page: '/boards'
  }
] as const

export const experiment = { id: 'exp-trial-nudge', groups: ['control', 'exposed'] } as const

export const pageTitles: Readonly<Record<string, string>> = {
  '/home': 'Home – Tidyboard',
  '/team': 'Your team – Tidyboard',
  '/reports': 'Reports – Tidyboard',
  '/billing': 'Plan and billing – Tidyboard',
  '/boards': 'Boards – Tidyboard'
}

export const feedback = [
  'Love it, the reports save me an hour a week.',
  'Good, but search is slow.',
  'Zu teuer für kleine Teams 😕',
  'It does the job.',
  'Support answered within minutes — thank you!',
  'Too many pop-ups, "welcome" came up twice.'
] as const

export const answers: Readonly<Record<string, readonly string[]>> = {
  'Team size': ['1', '2–5', '6–20', 'more than 20'],
  'What will you use it for?': ['Marketing plans', 'Product roadmap', 'Client work, mostly'],
  'What is missing?': ['A calendar view', 'Nothing yet', 'Guests, and\ncomments by e-mail']
}
