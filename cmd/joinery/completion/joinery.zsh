#compdef joinery
# zsh completion for joinery
_joinery() {
	local -a found
	local cur=${words[CURRENT]}
	if [[ "$cur" == -* ]]; then
		found=("${(@f)$(${words[1,CURRENT-1]} ${cur} --generate-bash-completion 2>/dev/null)}")
	else
		found=("${(@f)$(${words[1,CURRENT-1]} --generate-bash-completion 2>/dev/null)}")
	fi
	if [[ -n "${found[1]}" ]]; then
		compadd -- $found
	else
		_files
	fi
}
if [[ "$funcstack[1]" == "_joinery" ]]; then
	_joinery
else
	compdef _joinery joinery
fi
