import { render } from 'preact'
import { App } from './app'
import { applyTheme, storedTheme } from './header'
import './styles/base.css'
import './styles/views.css'

// The token has become a cookie: it need not stand in the address, or in what someone copies from there.
if (location.search !== '') history.replaceState(null, '', location.pathname + location.hash)

applyTheme(storedTheme())
const root = document.getElementById('app')
if (root) render(<App />, root)
