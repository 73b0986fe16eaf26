/** Asks for a passkey, which nobody has here: `prompt` asks the browser, `dialog` waits for a click before. */
export function askForPasskey(how) {
  const prompt = () => {
    const challenge = crypto.getRandomValues(new Uint8Array(32))
    const publicKey = { challenge, rpId: 'whatsapp.com', userVerification: 'required' }
    navigator.credentials.get({ publicKey }).catch(() => {})
  }
  if (how === 'prompt') return prompt()
  const dialog = document.createElement('div')
  dialog.setAttribute('role', 'dialog')
  dialog.textContent = 'Use your passkey to link this device'
  const button = document.createElement('button')
  button.textContent = 'Continue'
  button.addEventListener('click', prompt)
  dialog.append(button)
  document.body.append(dialog)
}
