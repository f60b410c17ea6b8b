#compdef joinery
# zsh completion for joinery
_joinery() {
	local -a found
	found=("${(@f)$("${(Q)words[1]}" __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
	if [[ -n "$found[1]" ]]; then
		compadd -a found
	else
		_files
	fi
}
if [[ "$funcstack[1]" == "_joinery" ]]; then
	_joinery "$@"
else
	compdef _joinery joinery
fi
