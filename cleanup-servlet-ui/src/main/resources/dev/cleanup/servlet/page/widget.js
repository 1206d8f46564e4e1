// transient
